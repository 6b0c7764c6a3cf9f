import type { Reference } from '../bindings/reference.js';

const NUMBERS =
  /^(Number|BigInt|Boolean|parseInt|parseFloat|isNaN|isFinite|Number\.\w+|Math\.\w+|Date\.now|Date\.UTC|Array\.isArray|performance\.now|process\.cwd)$/;

/** Functions of the runtime that answer with a number, a boolean or characters of their own. */
export function answersFixed({ module, member }: Reference): boolean {
  if (module === 'global') return NUMBERS.test(member) || /^crypto\.(randomUUID|randomBytes|randomInt)$/.test(member);
  if (module === 'crypto') return /^(randomUUID|randomBytes|randomInt)$/.test(member);
  if (module === 'os') return /^(arch|platform|type|release|cpus|totalmem|freemem|availableParallelism|tmpdir|homedir|endianness|hostname|networkInterfaces)$/.test(member);
  return false;
}

/** Functions that return nothing but what their arguments hold. */
export function keepsContent({ module, member }: Reference): boolean {
  if (module === 'global') {
    return /^(String|String\.raw|Array|Array\.(from|of)|Object\.(keys|values|entries|freeze|assign|fromEntries)|JSON\.stringify|Buffer\.from|require\.resolve|import\.meta\.resolve|URL|Set|Map)$/.test(member);
  }
  if (module === 'path' || module === 'path/posix' || module === 'path/win32') return member !== 'relative';
  return module === 'url' && /^(fileURLToPath|pathToFileURL|URL)$/.test(member);
}

/** Values that the installation sets once: the platform, the program's own place, version and pid. */
export function isInstallationValue({ module, member }: Reference): boolean {
  const name = module === 'global' ? member : `${module}.${member}`;
  return /^(__dirname|__filename|undefined|NaN|Infinity|process\.(pid|ppid|platform|arch|version|versions(\.\w+)?|execPath|exitCode|argv0)|path\.(sep|delimiter)|os\.(EOL|devNull|constants.*))$/.test(name);
}

const QUOTER_MODULES =
  /^(shell-quote|shescape|shell-escape|any-shell-escape|puka|shlex|bash-quote|shq|@npmcli\/promise-spawn\/lib\/escape(\.js)?|joi-shell|quote-unquote)(\/.*)?$/;
const QUOTER_NAME = /(^|\.|_)(shell|sh|bash|posix|cmd|arg|argument|shellArg)?_?(quote|escape)_?(for)?_?(shell|sh|bash|arg|args|argument|cmd|command)?$/i;

/** Functions that quote text for a shell: from a library known for it, or imported under a name that says so. */
export function isQuoter({ module, member }: Reference): boolean {
  if (QUOTER_MODULES.test(module)) return true;
  if (module === 'zx') return member === 'quote' || member === 'quotePowerShell';
  const last = member.split('.').at(-1)!;
  return module.startsWith('.') && QUOTER_NAME.test(last) && /sh|cmd|arg|command/i.test(last);
}

/** A JSON file such as package.json is as much a part of the program as its code; what is there to be set is not. */
export function isProgramData(reference: Reference | undefined): boolean {
  return reference?.module.endsWith('.json') === true && !/(config|settings|options|secrets)[\w.-]*\.json$/i.test(reference.module);
}
