import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { resolveReference } from '../bindings/reference.js';
import { findVariable } from '../bindings/variable.js';
import { constantString } from '../values/constant.js';
import { type Moment, worse } from './moments.js';
import { endsAfterOneJob } from './one-job.js';
import { isConnection, isMadeBy, isNew, isPeer } from './peers.js';
import { isOwnChannel } from './request.js';
import { programRole } from './role.js';

const CRASHES = /^(uncaughtException|exception|fatal|uncaughtExceptionMonitor|unhandledRejection|exit|beforeExit|multipleResolves)$/;
const ENDED = /^(close|closed|end|ended|finish|finished)$/;
/** Whoever says so has done all that it had taken. */
const DONE = /^(drained|stopped|terminated)$/;

/** What Electron's application says when its user has closed it. */
const QUITS = /^(window-all-closed|before-quit|will-quit|quit)$/;

/** When a listener runs, told by its event, whose it is, and where it is put on. */
export function momentOfEvent(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, findAround: () => Moment): Moment {
  // What surrounds the call is found out once: the functions on the way there are not looked at again.
  let known: Moment | undefined;
  const around = (): Moment => (known ??= findAround());
  const [first] = call.arguments;
  const event = first && eventName(analysis, first);
  if (event === undefined) return isSignalLoop(analysis, first) ? 'signal' : isProcessItself(call.callee) ? around() : worse(around(), 'event');
  if (/^SIG[A-Z0-9]+$/.test(event)) return 'signal';
  // One worker of many has ended: the others have not. A runner that ends as its worker did has meant it.
  if (/^(exit|disconnect)$/.test(event) && isCluster(analysis, call.callee) && !passesCodeOn(analysis, call.arguments[1])) return 'event';
  if (CRASHES.test(event) && !(event === 'exit' && !isProcessItself(call.callee) && (isLibrary(analysis) || isBesides(around())))) return 'crash';
  if ((event === 'disconnect' && isOfProcess(analysis, call.callee)) || (ENDED.test(event) && isOwnChannel(call.callee))) return 'crash';
  if (DONE.test(event) || (QUITS.test(event) && isApp(call.callee))) return 'cleaned-up';
  // `once('ready')`: the program begins with it. A job that comes once, as to a forked child, is all that there is to do.
  if (isOnce(call.callee) && /^(\w+_?)?ready$/i.test(event)) return around();
  if (event === 'message' && isOwnChannel(call.callee) && (isOnce(call.callee) || endsAfterOneJob(analysis, call.arguments[1]))) return 'cleaned-up';
  if (call.callee.type !== 'MemberExpression') return 'event';
  const { object } = call.callee;
  const outer = around();
  if (outer === 'request') return 'request';
  if (event === 'error') return outer === 'event' || outer === 'timer' ? outer : isKoaApp(analysis, object) || comesAndGoes(analysis, object) || isBesideServer(analysis, object) ? 'event' : 'failure';
  if (event === 'finish') return 'cleaned-up';
  if (!ENDED.test(event)) return 'event';
  return outer === 'signal' || outer === 'cleaned-up' || outer === 'crash' || endsByItself(analysis, object) ? 'cleaned-up' : 'event';
}

/** The event's name: a constant, or the last part of one that another module holds, as in `Events.ShardDisconnect`. */
function eventName(analysis: Analysis, event: TSESTree.Node): string | undefined {
  const name = constantString(analysis, event) ?? (event.type === 'MemberExpression' && !event.computed && event.property.type === 'Identifier' ? event.property.name : undefined);
  return name === 'Error' ? 'error' : name;
}

/** In the middle of something else: a child that one message has started says nothing of the rest. */
function isBesides(outer: Moment): boolean {
  return outer === 'event' || outer === 'request' || outer === 'timer';
}

/** The end of a child is none of the program that uses a library. */
function isLibrary(analysis: Analysis): boolean {
  return programRole(analysis) === 'library';
}

function isApp(callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'app';
}

function isProcessItself(callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'process';
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

/** The parent has let go of this process, or this process of a child. */
function isOfProcess(analysis: Analysis, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && /\b(process|child|worker|cluster|proc)$/.test(analysis.sourceCode.getText(callee.object));
}

/** Koa's application is told of every request that has failed; other frameworks' of a server that cannot listen. */
function isKoaApp(analysis: Analysis, object: TSESTree.Node): boolean {
  return object.type === 'Identifier' && object.name === 'app' && dependenciesOf(analysis).modules.has('koa');
}

/** A database, a connection that the program has opened, or one of its threads: the program goes on without it. */
function comesAndGoes(analysis: Analysis, object: TSESTree.Node): boolean {
  return isPeer(analysis, object) || isConnection(analysis, object) || /(^|\.)(browser|page)$/.test(analysis.sourceCode.getText(object)) || isMadeBy(analysis, object, /(^|\.)Worker$/);
}

/** `const device = new Device(…)`: whatever it is, it is not what the program listens with, whose error is that it cannot. */
function isBesideServer(analysis: Analysis, object: TSESTree.Node): boolean {
  if (isMadeBy(analysis, object, /(^|\.)(request|get|watch)$/) || isHandedIn(analysis, object)) return true;
  return isNew(analysis, object) && !isMadeBy(analysis, object, /server|app|hapi|koa|express|proxy|bot\b/i);
}

/** `client.add(file, (torrent) => torrent.on('error', …))`: one of many. */
function isHandedIn(analysis: Analysis, object: TSESTree.Node): boolean {
  const definition = object.type === 'Identifier' ? findVariable(analysis, object)?.defs[0] : undefined;
  return definition?.type === 'Parameter' && definition.node.parent.type === 'CallExpression' && !ENDS_BY_ITSELF.test(analysis.sourceCode.getText(object));
}

const ENDS_BY_ITSELF = /(^|[._])(\w*(server|srv|child|proc|process|subprocess|archive|interface|readline|watcher)|https?|cp|ps|rl|stdin|app|fastify|worker|input|output|out|writer|wss|io)$/i;

/** A server, which ends when it is told to, a child, the terminal: their end is the end of the work. That of a connection is not. */
function endsByItself(analysis: Analysis, object: TSESTree.Node): boolean {
  if (comesAndGoes(analysis, object)) return false;
  if (ENDS_BY_ITSELF.test(analysis.sourceCode.getText(object))) return true;
  return isMadeBy(analysis, object, /(^|\.)(createServer|createSecureServer|createInterface|createWriteStream|createReadStream|spawn|fork|exec|execFile|execa)$/);
}

/** `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, …)` */
function isSignalLoop(analysis: Analysis, event: TSESTree.Node | undefined): boolean {
  if (event?.type !== 'Identifier') return false;
  return /^(sig|signal|signalName|evt|event|eventType)$/i.test(event.name) && /['"]SIG(TERM|INT|HUP|QUIT)['"]/.test(analysis.sourceCode.text);
}
