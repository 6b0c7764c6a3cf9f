import { relative } from 'node:path';
import { type Analysis, once } from '../analysis.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { polls } from './endless-loop.js';
import { countExports } from './exported.js';
import { BOTS, COMMAND_LINE, HOSTS, SCHEDULERS, SERVER_FRAMEWORKS, SERVER_PARTS, SPEAKS_TO_PARENT, TEST_RUNNERS } from './frameworks.js';
import { worksInRounds } from './rounds.js';
import { endsWhenDone } from './script-end.js';
import { isSureToStayUp, readsTerminal, staysUp } from './stays-up.js';
import { dependencyNames, isBinFile, isCommand, isEntryFile, nearestPackageJson, type PackageJson } from './package-json.js';

/** What kind of program a file belongs to, which decides what ending the process means. */
export type ProgramRole = 'bot' | 'cli' | 'library' | 'server' | 'test' | 'unknown' | 'worker';

/** Files of the project that a program is put together of, as their names tell; it exports nothing itself. */
const PARTS = /^\.{1,2}\/(.*\/)?(bot|discord|telegram|slack|server|worker|consumer|scheduler|gateway|daemon|listener)s?(\/index)?(\.[cm]?[jt]s)?$/;
/** What is called so runs until it is told to end. */
const DAEMONS = /(^|[/-])(bot|daemon|agent|worker|consumer|listener|indexer|watcher|poller|collector|gateway|bridge|relay|scheduler|operator|supervisor)\.[cm]?[jt]s$/;
const CHATS = /^(bot|discord|telegram|slack)$/;
const TEST_FOLDERS = /(^|\/)(tests?|__tests__|__mocks__|e2e|test-?(helpers?|utils?))\//i;
/** Where the commands of a project are kept. */
const COMMANDS = /(^|\/)(bin|cli|cmd|commands?|scripts?|tasks?|tools?|bench(marks?)?|examples?|demos?|dev|preview|(pre|post)?install\w*)(\/|\.[cm]?[jt]s$)|(^|\/)(scripts?|dev|build|release)-[\w.-]+$/i;
/** What a developer builds with, watches the work with, or tries it with. */
const BUILD_FILES = /(^|\/)((gulpfile|gruntfile|jakefile)[^/]*|(dev|preview|dev-?server|dev[.-]\w+|[\w-]+-dev|(verify|smoke|probe|test|debug)[-_][\w.-]+)\.[cm]?[jt]s)$/i;

/** The file's role, told by its shebang, its package.json, what it imports and what it calls. */
export function programRole(analysis: Analysis): ProgramRole {
  return once(analysis, findRole);
}

function findRole(analysis: Analysis): ProgramRole {
  const { filename, sourceCode } = analysis;
  if (/\.(test|spec)\.[cm]?[jt]sx?$|(^|[/\\])((jest|vitest|mocha|cypress|playwright|global|test)[-.]?)?(setup|teardown)\.[cm]?[jt]s$/i.test(filename)) return 'test';
  const evidence = evidenceOf(analysis);
  const modules = [...evidence.modules];
  const imports = (pattern: RegExp): boolean => importsOneOf(analysis, pattern);
  if (imports(TEST_RUNNERS)) return 'test';
  const packageJson = nearestPackageJson(filename);
  const path = pathInPackage(packageJson, filename);
  if (speaksToParent(analysis)) return 'server';
  if (imports(COMMAND_LINE) || BUILD_FILES.test(path)) return 'cli';
  if (packageJson !== undefined && isBinFile(packageJson, filename)) return 'cli';
  // A daemon has a first line like that, too.
  if (sourceCode.text.startsWith('#!') && (COMMANDS.test(path) || !servesRequests(analysis))) return 'cli';
  if (!COMMANDS.test(path) && ((polls(analysis) && !readsTerminal(analysis)) || isSureToStayUp(analysis))) return servesRequests(analysis) ? 'server' : 'worker';
  if (endsWhenDone(analysis)) return 'cli';
  if (evidence.explainsUsage() && !DAEMONS.test(path)) return 'cli';
  if (imports(SERVER_FRAMEWORKS)) return 'server';
  if (imports(BOTS) || evidence.answersChat()) return 'bot';
  if (imports(SERVER_PARTS) && evidence.makesServer()) return 'server';
  if (evidence.serves() || isListening(evidence)) return 'server';
  if (evidence.answersRequests()) return 'server';
  if (evidence.takesMessages() || imports(SCHEDULERS)) return 'worker';
  if (TEST_FOLDERS.test(path)) return 'test';
  if (COMMANDS.test(path)) return 'cli';
  if (worksInRounds(analysis)) return 'worker';
  if (isPlugin(analysis) && evidence.exportsSomething()) return 'library';
  if (packageJson !== undefined && isCommand(packageJson)) return isForImport(analysis, packageJson) ? 'library' : 'unknown';
  const part = !evidence.exportsSomething() ? modules.map((module) => PARTS.exec(module)?.[2]).find((name) => name !== undefined) : undefined;
  if (part !== undefined) return CHATS.test(part) ? 'bot' : 'server';
  if (!evidence.exportsSomething() && (staysUp(analysis) || (DAEMONS.test(path) && !readsTerminal(analysis)))) return 'worker';
  if (modules.includes('electron') && !/\b(ipcRenderer|contextBridge)\b/.test(sourceCode.text)) return 'worker';
  if (packageJson === undefined) return 'unknown';
  if (isApplicationOf(packageJson, SERVER_FRAMEWORKS)) return 'server';
  if (isApplicationOf(packageJson, BOTS)) return 'bot';
  return isLibrary(packageJson, evidence, path, filename) ? 'library' : 'unknown';
}

/** Without a package.json it is not known where the project begins: then the last folders have to do. */
function pathInPackage(packageJson: PackageJson | undefined, filename: string): string {
  const path = relative(packageJson?.folder ?? '', filename).replaceAll('\\', '/');
  return packageJson === undefined ? path.split('/').slice(-3).join('/') : path;
}

/** `app.listen(…)` of an app that another file makes. */
function isListening({ listens, modules }: Evidence): boolean {
  return [...modules].some((module) => /(^|\/)(app|server)(\.[cm]?[jt]s)?$/.test(module)) && listens();
}

/** True in a package that installs a command: its own functions may decide that the command has failed. */
export function isCommandPackage(analysis: Analysis): boolean {
  const packageJson = nearestPackageJson(analysis.filename);
  return packageJson !== undefined && isCommand(packageJson) && !isForImport(analysis, packageJson);
}

/** What a command offers to programs as well; where it exports but one function, that is mostly the command itself. */
function isForImport(analysis: Analysis, packageJson: PackageJson): boolean {
  return isEntryFile(packageJson, analysis.filename) && countExports(analysis) > 1;
}

/** An application, as opposed to a package for others, that is installed with one of these. */
function isApplicationOf(packageJson: PackageJson, frameworks: RegExp): boolean {
  const { main, exports, scripts } = packageJson;
  const isApplication = packageJson.private === true || scripts?.['start'] !== undefined || (main === undefined && exports === undefined);
  return isApplication && dependencyNames(packageJson).some((name) => frameworks.test(name));
}

function importsOneOf(analysis: Analysis, pattern: RegExp): boolean {
  return [...evidenceOf(analysis).modules].some((module) => pattern.test(module));
}

/** True for a file that listens with a server of its own, whatever it is besides. */
export function servesRequests(analysis: Analysis): boolean {
  const { makesServer, listens } = evidenceOf(analysis);
  const makes = importsOneOf(analysis, SERVER_FRAMEWORKS) || (importsOneOf(analysis, SERVER_PARTS) && makesServer());
  return makes && listens();
}

/** True in a plug-in, which runs when its host lets it. */
export function isPlugin(analysis: Analysis): boolean {
  return importsOneOf(analysis, HOSTS);
}

/** True for a server that an editor or an assistant has started, and which speaks with nobody else. */
export function speaksToParent(analysis: Analysis): boolean {
  return importsOneOf(analysis, SPEAKS_TO_PARENT);
}

/** A published package without a command: whoever imports it decides when the process ends. */
function isLibrary(packageJson: PackageJson, evidence: Evidence, path: string, filename: string): boolean {
  if (packageJson.private === true) return false;
  if (packageJson.main === undefined && packageJson.exports === undefined) return false;
  if (packageJson.scripts?.['start'] !== undefined) return false;
  if (packageJson.keywords?.some((keyword) => /^(cli|command|commander|terminal|prompt|shell|tty|bin)s?$|command.?line/i.test(String(keyword))) === true) return false;
  return (/^((src|lib|dist|build)\/|index\.)/.test(path) || isEntryFile(packageJson, filename)) && evidence.exportsSomething();
}
