import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { moduleName } from '../bindings/module-name.js';

/** What a file imports and calls, as far as it tells what kind of program the file belongs to. */
export interface Evidence {
  readonly modules: ReadonlySet<string>;
  /** True when the file calls a function or method that makes a server. */
  readonly makesServer: () => boolean;
  /** `serve(…)`, which starts one of itself. */
  readonly serves: () => boolean;
  readonly listens: () => boolean;
  /** Tells how it is to be called from the command line, and makes no server. */
  readonly explainsUsage: () => boolean;
  /** `(bot, message, args) => …`: a command of a bot, which another file loads. */
  readonly answersChat: () => boolean;
  readonly exportsSomething: () => boolean;
  /** `process.on('message')`, a `parentPort`, or what a database notifies of: work comes in. */
  readonly takesMessages: () => boolean;
  /** Takes its work from the process that has started it. */
  readonly isForked: () => boolean;
  /** `(req, res) => …`, or several routes with a handler each: whatever it is called with, it answers requests. */
  readonly answersRequests: () => boolean;
}

export function evidenceOf(analysis: Analysis): Evidence {
  return once(analysis, collect);
}

function collect(analysis: Analysis): Evidence {
  const { modules, importsLater } = dependenciesOf(analysis);
  const { ast, text } = analysis.sourceCode;
  // Asked one by one, for most files are known for what they are before the last question.
  const exportsSomething = (): boolean => ast.body.some(({ type }) => /^(TS)?Export/.test(type)) || /\bexports\b\s*[.=[]/.test(text);
  const makesServer = (): boolean => MAKES_SERVER.test(text) || (BINDS.test(text) && modules.has('dgram'));
  const serves = (): boolean => SERVES.test(text);
  const listens = (): boolean => LISTENS.test(text);
  const explainsUsage = (): boolean => text.includes('process.argv') && /\busage\b/i.test(text) && !makesServer();
  const answersChat = (): boolean => CHAT.test(text);
  const takesMessages = (): boolean => isForked() || /\bparentPort\b|\.onSnapshot\s*\(|\.on\(\s*['"]notification['"]|\.(b[lr]pop|blmove|xread(group)?)\s*\(/i.test(text);
  const isForked = (): boolean => /\bprocess\s*\.\s*(on|once|addListener)\(\s*['"]message['"]/.test(text);
  const answersRequests = (): boolean => (text.includes('req') && HANDLER.test(text)) || ROUTE_FILE.test(text) || LAMBDA.test(text) || (text.match(ROUTE)?.length ?? 0) > 1;
  const all = importsLater ? new Set([...modules, ...importedLater(text)]) : modules;
  return { modules: all, makesServer, serves, listens, explainsUsage, answersChat, exportsSomething, takesMessages, isForked, answersRequests };
}

/** Not where a function of that name is declared. */
const MAKES_SERVER = /(?<!\bfunction\s+)\b(createServer|createSecureServer|listen|serve|Server|WebSocketServer)\s*\(/;
const BINDS = /\.bind\s*\(/;
const SERVES = /(?<!\bfunction\s+)\b(serve|(start|launch|run|boot)(?!\w*(Dev|Test|Mock|Preview))\w*(Server|Bot|Worker|Consumer|Daemon|Gateway|Scheduler)s?)\s*\([^)]*\)\s*[;.,\n)]/;
const CHAT = /\brobot\.(respond|hear|catchAll)\s*\(|\(\s*_?(bot|client|robot|sock)\s*,\s*(message|msg|interaction)\b|\b(bot|client)\.(login|launch)\s*\(|\b(execute|run)\s*[:=]?\s*(async\s*)?(function\s*)?\(\s*(message|msg|interaction)\b|\b(execute|run|handleEvent|onStart|onCall|callback|handler)\s*[:=]?\s*(async\s*)?(function\s*)?\(\s*\{[^}]*\b(sock|api|bot|interaction|msg)\b/;
const LISTENS = /(?<!\bfunction\s+)\blisten\s*\(/;
const HANDLER = /\(\s*(\w+\s*(:[^(),]*)?,\s*)?_?req(uest)?\s*(:[^(),]*)?,\s*_?(res|response|reply)\b/;
/** What frameworks that route by the names of files look for in them. */
const ROUTE_FILE = /\bexport\s+(async\s+function|function|const)\s+((GET|POST|PUT|PATCH|DELETE)\b|(loader|action)\b[^]*\bResponse\b)/;
/** What a cloud calls for each event. */
const LAMBDA = /\bexports\.handler\s*=|\bexport\s+(const\s+handler\b|(async\s+)?function\s+handler\b)/;
const ROUTE = /\.(get|post|put|patch|delete|all)\(\s*(['"`])\/[^'"`]*\2\s*,[^;{]*?(=>|\bfunction\b)/g;

/** `await import('express')`, found in the text: evidence is worth no walk through the tree. */
function importedLater(text: string): string[] {
  return Array.from(text.matchAll(/\bimport\(\s*(['"`])([^'"`\n$]+)\1\s*\)/g), ([, , name]) => moduleName(name!));
}
