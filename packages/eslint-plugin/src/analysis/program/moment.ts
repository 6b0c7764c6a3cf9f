import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { ancestors, parentOf } from '../syntax/ancestors.js';
import { VISITS_ELEMENTS } from '../values/collections.js';
import { enclosingFunction, functionName, type FunctionNode, isFunction } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { isWithin } from '../syntax/walk.js';
import { functionUses } from '../values/parameters.js';
import { constantString } from '../values/constant.js';
import { isExported } from './exported.js';
import { programRole } from './role.js';
import { failsInEndlessLoop } from './endless-loop.js';
import { endsAfterOneJob } from './one-job.js';
import { isConnection, isPeer } from './peers.js';
import { HANDLES_REQUESTS, isOwnChannel, isRouteHandler, takesContext, takesRequest } from './request.js';
import { closesServerOnly, containsCleanUp, containsDrain, followsAnyAwait, followsAwaitedCleanUp, followsAwaitedDrain, hasNothingToClose, isCleanUpCall, isForced } from './clean-up.js';
import { handlesFailedStart, saysThatStartFailed } from './failed-start.js';

/** When in a program's life a piece of code runs, as far as it matters to ending the process there. */
export type Moment = 'cleaned-up' | 'crash' | 'event' | 'failure' | 'function' | 'request' | 'signal' | 'start' | 'timer';

/** The worst moment at which the code can run; a function that has been looked at already makes it no worse. */
export function momentOf(analysis: Analysis, node: TSESTree.Node, seen = new Set<FunctionNode>()): Moment {
  const cutsServer = closesServerOnly(analysis, node);
  if (!cutsServer && followsAwaitedDrain(analysis, node)) return 'cleaned-up';
  if (hasLostItsParent(analysis, node)) return 'crash';
  if (hasNothingToClose(analysis, node)) return 'cleaned-up';
  if (failsInEndlessLoop(analysis, node)) return 'event';
  const owner = enclosingFunction(node);
  if (owner === undefined) return 'start';
  if (seen.has(owner)) return 'start';
  const isExit = seen.size === 0;
  seen.add(owner);
  const moment = momentOfFunction(analysis, owner, seen);
  if (moment === 'signal' && isForced(analysis, node, owner)) return 'cleaned-up';
  if (cutsServer) return moment;
  if (moment === 'signal' && followsAnyAwait(analysis, node)) return 'cleaned-up';
  // What one request has saved is no end of the others.
  if (moment !== 'request' && followsAwaitedCleanUp(analysis, node)) return 'cleaned-up';
  if (moment === 'request') return moment;
  // A public method of a library may be called by anybody; that the library itself calls it when it cannot start is no excuse.
  const failsToStart = (isExit || !isLibrary(analysis)) && handlesFailedStart(analysis, node);
  return failsToStart || saysThatStartFailed(analysis, node) ? 'start' : moment;
}

function momentOfFunction(analysis: Analysis, owner: FunctionNode, seen: Set<FunctionNode>): Moment {
  const place = wrapped(owner);
  const { parent } = place;
  if (parent?.type === 'CallExpression' && parent.callee === place) return momentOf(analysis, parent, seen);
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return momentOfCallback(analysis, parent, owner, seen);
  const uses = functionUses(analysis, owner) ?? returnedTo(analysis, place);
  if (uses.length === 0) return ownMoment(analysis, owner);
  return uses.map((use) => momentOfUse(analysis, use, owner, seen)).reduce(worse);
}

/** `process.on(signal, stop(signal))`: the calls of the function that returns this one, each of which stands for it. */
function returnedTo(analysis: Analysis, place: TSESTree.Node): TSESTree.Node[] {
  const maker = enclosingFunction(place);
  if (maker === undefined || (place.parent?.type !== 'ReturnStatement' && maker.body !== place)) return [];
  return (functionUses(analysis, maker) ?? []).flatMap((use) => (use.parent?.type === 'CallExpression' && use.parent.callee === use ? [use.parent] : []));
}

/** A named function is called in one place, registered as a callback in another. */
function momentOfUse(analysis: Analysis, use: TSESTree.Node, owner: FunctionNode, seen: Set<FunctionNode>): Moment {
  const parent = parentOf(use);
  if (parent === undefined || isWithin(use, owner)) return 'start';
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return ownMoment(analysis, owner);
  if (parent.callee === use) return momentOf(analysis, parent, seen);
  return momentOfCallback(analysis, parent, owner, seen);
}

function isLibrary(analysis: Analysis): boolean {
  return programRole(analysis) === 'library';
}

/** Nobody in the file calls it: the name has to tell whether it starts the program. */
function ownMoment(analysis: Analysis, owner: FunctionNode): Moment {
  const name = functionName(owner);
  if (takesRequest(owner) || isRouteHandler(owner)) return 'request';
  if (/uncaught|unhandled|crash|panic/i.test(name)) return 'crash';
  if (name === 'constructor') return isLibrary(analysis) ? 'function' : 'start';
  // Whoever imports a library may call what it exports long after the start, whatever it is called.
  if (isLibrary(analysis) && isExported(analysis, owner)) return 'function';
  if (/^on(Module|Application)(Init|Bootstrap)$/.test(name)) return 'start';
  const starts = /^_*(start|main|boot|init|run|serve|listen|setup|set_?up|connect|load|launch|validate|register|bootstrap|create|configure|usage|help|parse|cli|check|ensure|require)/i;
  return starts.test(name) || analysis.sourceCode.getText(owner).includes('.listen(') ? 'start' : 'function';
}

const CRASHES = /^(uncaughtException|exception|fatal|uncaughtExceptionMonitor|unhandledRejection|exit|beforeExit|disconnect|multipleResolves)$/;
const ENDED = /^(close|closed|end|ended|finish|finished)$/;
/** Whoever says so has done all that it had taken. */
const DONE = /^(drained|stopped|terminated)$/;

function momentOfCallback(
  analysis: Analysis,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  owner: FunctionNode,
  seen: Set<FunctionNode>,
): Moment {
  const { callee } = call;
  const name = (callee.type === 'MemberExpression' ? propertyName(analysis, callee) : callee.type === 'Identifier' ? callee.name : undefined) ?? '';
  if (takesRequest(owner) && !takesContext(owner)) return 'request';
  const around = (): Moment => momentOf(analysis, call, seen);
  if (/^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/.test(name)) return momentOfEvent(analysis, call, around);
  if (/^(then|finally)$/.test(name)) return containsCleanUp(analysis, callee) && !closesServerOnly(analysis, call) ? 'cleaned-up' : around();
  // `bot.catch((error, context) => …)` is no promise's: it gets the failure of each update.
  if (name === 'catch') return owner.params.length > 1 ? 'event' : around();
  if (name === 'setInterval') {
    const moment = around();
    // After a signal it only looks again and again whether everything has ended.
    return moment === 'signal' ? 'cleaned-up' : moment === 'crash' ? moment : 'timer';
  }
  if (/^(setImmediate|nextTick|queueMicrotask)$/.test(name)) return around();
  if (name === 'setTimeout') return momentOfTimer(analysis, call, around);
  if (/^on[A-Z]/.test(name)) return isOfConnection(analysis, callee) ? 'event' : around();
  if (isCleanUpCall(call) && name !== 'all') return 'cleaned-up';
  if (HANDLES_REQUESTS.test(name)) return 'request';
  const moment = around();
  // Whatever else calls back, such as `stopWorkers(() => process.exit())`, has been waited for.
  return moment === 'signal' && !VISITS_ELEMENTS.has(name) ? 'cleaned-up' : moment;
}

function momentOfEvent(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, around: () => Moment): Moment {
  const [first] = call.arguments;
  const event = first && eventName(analysis, first);
  if (event === undefined) return isSignalLoop(analysis, first) ? 'signal' : around();
  if (/^SIG[A-Z0-9]+$/.test(event)) return 'signal';
  // One worker of many has ended: the others have not. A runner that ends as its worker did has meant it.
  if (/^(exit|disconnect)$/.test(event) && isCluster(analysis, call.callee) && !passesCodeOn(analysis, call.arguments[1])) return 'event';
  if (CRASHES.test(event)) return 'crash';
  if (DONE.test(event)) return 'cleaned-up';
  // `once('ready')`: the program begins with it. A job that comes once, as to a forked child, is all that there is to do.
  if (isOnce(call.callee) && /^(\w+_?)?ready$/i.test(event)) return around();
  if (event === 'message' && isOwnChannel(call.callee) && (isOnce(call.callee) || endsAfterOneJob(analysis, call.arguments[1]))) return 'cleaned-up';
  if (event === 'error') return isOfPeer(analysis, call.callee) ? 'event' : 'failure';
  return ENDED.test(event) && !isOfConnection(analysis, call.callee) && !isOfPeer(analysis, call.callee) ? 'cleaned-up' : 'event';
}

/** The event's name: a constant, or the last part of one that another module holds, as in `Events.ShardDisconnect`. */
function eventName(analysis: Analysis, event: TSESTree.Node): string | undefined {
  const name = constantString(analysis, event) ?? (event.type === 'MemberExpression' && !event.computed && event.property.type === 'Identifier' ? event.property.name : undefined);
  return name === 'Error' ? 'error' : name;
}

function isCluster(analysis: Analysis, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && resolveReference(analysis, callee.object)?.module === 'cluster';
}

/** `(worker, code) => process.exit(code)` */
function passesCodeOn(analysis: Analysis, handler: TSESTree.Node | undefined): boolean {
  return handler !== undefined && /\bexit\(\s*[a-zA-Z]/.test(analysis.sourceCode.getText(handler));
}

function isOnce(callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'once';
}

function isOfPeer(analysis: Analysis, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && isPeer(analysis, callee.object);
}

/** What comes and goes while the program runs; that it has ended is no end of the program. */
function isOfConnection(analysis: Analysis, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  if (/\b(req|request|res|response|reply|socket|sock|ws|conn|stream|browser|page|client|peer)$/i.test(analysis.sourceCode.getText(callee.object))) return true;
  return isConnection(analysis, callee.object);
}

/** `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, …)` */
function isSignalLoop(analysis: Analysis, event: TSESTree.Node | undefined): boolean {
  if (event?.type !== 'Identifier') return false;
  return /^(sig|signal|signalName|evt|event|eventType)$/i.test(event.name) && /['"]SIG(TERM|INT|HUP|QUIT)['"]/.test(analysis.sourceCode.text);
}

/** A deadline beside a clean-up that might hang is how it should be; any other timer strikes in the middle of work. */
function momentOfTimer(analysis: Analysis, call: TSESTree.Node, around: () => Moment): Moment {
  const outer = enclosingFunction(call);
  if (outer !== undefined && (containsDrain(analysis, outer.body) || isShutdown(analysis, outer))) return 'cleaned-up';
  const moment = around();
  if (moment === 'signal' && isReleased(call)) return 'cleaned-up';
  return moment === 'start' ? 'timer' : moment;
}

/** Called for what it does, and doing some of it. */
function isShutdown(analysis: Analysis, owner: FunctionNode): boolean {
  return /shut_?down|terminate|graceful|clean_?up|tear_?down/i.test(functionName(owner)) && containsCleanUp(analysis, owner.body);
}

/** `setTimeout(…).unref()`: a deadline, which does not strike when everything else has ended before. */
function isReleased(call: TSESTree.Node): boolean {
  const { parent } = call;
  return parent?.type === 'MemberExpression' && parent.property.type === 'Identifier' && parent.property.name === 'unref';
}

/** `if (process.ppid === 1)`, `if (!process.connected)`: nobody is left to work for. */
function hasLostItsParent(analysis: Analysis, node: TSESTree.Node): boolean {
  for (const parent of ancestors(node)) {
    if (parent.type === 'CatchClause' && onlySends(analysis, parent.parent.block)) return true;
    // `if (Object.keys(cluster.workers).length === 0)`: they have all ended.
    if (parent.type === 'IfStatement' && /\bworkers\b/.test(analysis.sourceCode.getText(parent.test))) return true;
    if (parent.type === 'IfStatement' && /\bppid\b|\bconnected\b/.test(analysis.sourceCode.getText(parent.test))) return true;
    if (isOrder(analysis, parent)) return true;
  }
  return false;
}

/** `try { process.send(…) } catch { … }` */
function onlySends(analysis: Analysis, { body }: TSESTree.BlockStatement): boolean {
  return body.length === 1 && /\bprocess\.send\(/.test(analysis.sourceCode.getText(body[0]));
}

/** A word of an order, in quotes or as a member of somebody's constants: `'shutdown'`, `ACTION.EXIT_PROCESS`. */
const ORDERS = /['"`]\w*(die|exit|stop|shut_?down|kill|quit|term|close|disconnect|end)\w*['"`]|\.[A-Z_]*(EXIT|STOP|SHUT_?DOWN|KILL|QUIT|TERMINATE|CLOSE|DISCONNECT)[A-Z_]*\b/i;

/** `if (message === 'shutdown')`, `case 'stop':` in a handler of the parent's messages: the parent wants it to end. */
function isOrder(analysis: Analysis, node: TSESTree.Node): boolean {
  const test = node.type === 'IfStatement' || node.type === 'SwitchCase' ? node.test : null;
  if (test === null || !ORDERS.test(analysis.sourceCode.getText(test))) return false;
  for (const parent of ancestors(node)) {
    if (!isFunction(parent)) continue;
    const use = functionUses(analysis, parent)?.[0] ?? parent;
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] === undefined) continue;
    const { object } = call.callee;
    if (object.type === 'Identifier' && /^(process|parentPort)$/.test(object.name) && constantString(analysis, call.arguments[0]) === 'message') return true;
  }
  return false;
}

const ORDER: readonly Moment[] = ['start', 'crash', 'cleaned-up', 'failure', 'function', 'timer', 'event', 'signal', 'request'];

function worse(a: Moment, b: Moment): Moment {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
