import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import type { Reference } from '../bindings/reference.js';

/** One function that starts a process, as the rules need to know it. */
export interface ProcessFunction {
  /** What stands in the first argument: a line for a shell, a file to run, a Node module, or a template. */
  readonly takes: 'command' | 'file' | 'module' | 'template';
  /** How the outcome comes back; `result` is an object that never throws, `throws` a synchronous call that does. */
  readonly gives: 'child' | 'promise' | 'result' | 'throws';
  /** True when the text always goes through a shell; else only with the `shell` option. */
  readonly shell: boolean;
  /** True when the function's last argument may be a callback that gets the error. */
  readonly callback: boolean;
}

const command = (gives: ProcessFunction['gives'], callback = false, shell = true): ProcessFunction => ({ takes: 'command', gives, shell, callback });
const file = (gives: ProcessFunction['gives'], callback = false): ProcessFunction => ({ takes: 'file', gives, shell: false, callback });
const node = (gives: ProcessFunction['gives']): ProcessFunction => ({ takes: 'module', gives, shell: false, callback: false });
const template: ProcessFunction = { takes: 'template', gives: 'promise', shell: false, callback: false };

const CHILD_PROCESS = {
  exec: command('child', true),
  execSync: command('throws'),
  execFile: file('child', true),
  execFileSync: file('throws'),
  spawn: file('child'),
  spawnSync: file('result'),
  fork: node('child'),
};

const PROMISED = { exec: command('promise'), execFile: file('promise') };

const EXECA = {
  '': file('promise'),
  execa: file('promise'),
  execaSync: file('throws'),
  sync: file('throws'),
  execaCommand: command('promise', false, false),
  execaCommandSync: command('throws', false, false),
  command: command('promise', false, false),
  commandSync: command('throws', false, false),
  shell: command('promise'),
  shellSync: command('throws'),
  execaNode: node('promise'),
  node: node('promise'),
  $: template,
};

/** Module → exported name → what it does. The name '' is the module itself or its default export. */
const CATALOGUE: Readonly<Record<string, Readonly<Record<string, ProcessFunction>>>> = {
  child_process: CHILD_PROCESS,
  'mz/child_process': { ...CHILD_PROCESS, ...PROMISED },
  'child-process-promise': { ...PROMISED, spawn: file('promise'), fork: node('promise') },
  'promisify-child-process': { ...CHILD_PROCESS, ...PROMISED, spawn: file('promise'), fork: node('promise') },
  execa: EXECA,
  'cross-spawn': { '': file('child'), spawn: file('child'), sync: file('result') },
  tinyexec: { x: file('promise'), exec: file('promise'), xSync: file('result') },
  'nano-spawn': { '': file('promise') },
  '@npmcli/promise-spawn': { '': file('promise') },
  shelljs: { exec: command('result', true) },
  zx: { $: template, '$.sync': { ...template, gives: 'throws' } },
  '@childproof/core-spawn': { run: file('promise'), $: template },
};

/** Has no exports, but makes its functions global. */
export const GLOBAL_STARTER = 'shelljs/global';

const STARTERS: ReadonlySet<string> = new Set([...Object.keys(CATALOGUE), GLOBAL_STARTER]);
/** Modules that start no process, but are about the end of one. */
const OTHERS = ['cluster', 'signal-exit', 'exit-hook'];
/** Also one whose name is put together, as in `'child_' + 'process'`. */
const NAMES_STARTER = new RegExp(`['"\`](?:node:)?(?:child_|(?:${[...STARTERS].join('|')})['"\`])`);
const NAMES_MODULE = new RegExp(`['"\`](?:node:)?(?:child_|(?:${[...STARTERS, ...OTHERS].join('|')})['"\`])`);

/**
 * False for a file whose text names none of the modules: most files are done with then. To look at the text takes a hundredth
 * of what the parser took, and less than to ask the scopes what is imported.
 */
function mentionsModule(analysis: Analysis): boolean {
  return once(analysis, namesModule);
}

function namesModule({ sourceCode: { text } }: Analysis): boolean {
  return NAMES_MODULE.test(text);
}

/** False for a file that loads none of the modules that start processes: there is nothing in it to find, and no time to be spent on it. */
export function mentionsProcesses(analysis: Analysis): boolean {
  return once(analysis, loadsStarter);
}

function loadsStarter(analysis: Analysis): boolean {
  if (!mentionsModule(analysis)) return false;
  const { modules, loadsMore } = dependenciesOf(analysis);
  for (const module of modules) if (isStarter(module)) return true;
  return loadsMore && NAMES_STARTER.test(analysis.sourceCode.text);
}

/** True when the file loads one of these, or may load it by a name that is put together. */
export function mayLoad(analysis: Analysis, names: readonly string[]): boolean {
  if (!mentionsModule(analysis)) return false;
  const { modules, loadsMore } = dependenciesOf(analysis);
  return names.some((name) => modules.has(name) || (loadsMore && analysis.sourceCode.text.includes(name)));
}

/** True for a module of the catalogue. */
export function isStarter(module: string): boolean {
  return STARTERS.has(module);
}

/** Last parts of the names in the catalogue: what a method that starts a process can be called, unless it was renamed. */
export const METHODS: ReadonlySet<string> = new Set(
  Object.values(CATALOGUE).flatMap((functions) => Object.keys(functions).map((name) => name.split('.').at(-1)!)),
);

/** What a reference starts, or `undefined` when it starts no process. */
export function processFunction(reference: Reference | undefined): ProcessFunction | undefined {
  if (reference === undefined || !Object.hasOwn(CATALOGUE, reference.module)) return undefined;
  const functions = CATALOGUE[reference.module]!;
  const name = reference.member.replace(/^default(\.|$)/, '').replace(/\.default$/, '');
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return found !== undefined && reference.promisified ? { ...found, gives: 'promise', callback: false } : found;
}
