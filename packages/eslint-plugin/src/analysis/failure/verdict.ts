import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { is, resolveReference } from '../bindings/reference.js';
import { optionValue } from '../options/object.js';
import { mayBeTruthy } from '../options/truthiness.js';
import type { ProcessCall } from '../processes/process-call.js';
import { mayEndProcess } from '../program/ending.js';
import { ancestors } from '../syntax/ancestors.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantValue } from '../values/constant.js';
import { follow } from './follow.js';
import { hearsStored } from './hoarded.js';
import { handlerFunction, isDropped, looksAtArguments, resolvedPromise, settlesBlindly } from './handlers.js';
import { losesOutput, neverCloses } from './output-lost.js';
import { isPrivateProperty, propertyUses } from './property-uses.js';
import { type Listener, noUses, type Uses } from './uses.js';

/** Why nobody can notice that a process has failed. */
export type Unnoticed = 'codeIgnored' | 'dropped' | 'errorIgnored' | 'floating' | 'noErrorListener' | 'outputLost' | 'resultIgnored';

/** What is wrong with how a call's outcome is handled; `undefined` when somebody can notice a failure. */
export function failureVerdict(analysis: Analysis, call: ProcessCall): Unnoticed | undefined {
  if (call.starts.gives === 'throws') return undefined;
  const uses = noUses();
  const kept = call.starts.gives === 'child' && propertyUses(analysis, call.node, uses);
  if (!kept) follow(analysis, call.node, uses);
  // What a property holds others may look after, too, unless it is private; else only listeners show that it is this file's task.
  if (kept && uses.listeners.length === 0 && uses.output.length === 0 && !isPrivateProperty(call.node)) return undefined;
  // An async function of the file returns the child itself to whoever awaits it.
  if (call.starts.gives === 'child') for (const result of uses.results) follow(analysis, result, uses);
  if (uses.stored !== undefined && mayBeHeardLater(analysis, uses)) return undefined;
  if (uses.escapes) return isAnsweredHere(analysis, call) ? 'errorIgnored' : undefined;
  switch (call.starts.gives) {
    case 'promise':
      return promiseVerdict(analysis, call, uses);
    case 'result':
      if (call.callback !== undefined) return looksAtArguments(analysis, call.callback, 3) ? undefined : 'errorIgnored';
      return resultVerdict(analysis, call, uses);
    default:
      return childVerdict(analysis, call, uses);
  }
}

/** `child.on('error', () => {})` and no more: whatever comes of it is as good. */
function isCourtesy(analysis: Analysis, uses: Uses): boolean {
  return uses.output.length === 0 && uses.listeners.every(({ event, handler }) => event === 'error' && isEmpty(handlerFunction(analysis, handler)));
}

function isEmpty(owner: FunctionNode | undefined): boolean {
  return owner?.body.type === 'BlockStatement' && owner.body.body.length === 0;
}

/** What is kept may be listened to by whoever takes it out, unless this file has begun to, or nobody else can. */
function mayBeHeardLater(analysis: Analysis, uses: Uses): boolean {
  const isOurs = uses.listeners.length > 0 || uses.stored === 'private';
  return !isOurs || hearsStored(analysis);
}

/** `return exec(command, () => done())`: the callback takes it for a success, whatever the caller does with the child. */
function isAnsweredHere(analysis: Analysis, { node, starts, callback }: ProcessCall): boolean {
  if (starts.gives !== 'child' || callback === undefined || node.parent.type !== 'ReturnStatement') return false;
  const handler = handlerFunction(analysis, callback);
  return handler !== undefined && !looksAtArguments(analysis, callback, 1);
}

function childVerdict(analysis: Analysis, call: ProcessCall, uses: Uses): Unnoticed | undefined {
  const { starts, callback } = call;
  const has = (...events: string[]): boolean => uses.listeners.some(({ event }) => events.includes(event));
  const ends = uses.listeners.filter(({ event }) => event === 'exit' || event === 'close');
  if (callback !== undefined) {
    const promise = resolvedPromise(analysis, callback);
    if (promise !== undefined && isDropped(promise)) return 'errorIgnored';
    if (looksAtArguments(analysis, callback, 1) || ends.length > 0 || uses.outcomeRead) return undefined;
    return 'errorIgnored';
  }
  // With exec and execFile Node itself listens for `error`, and drops it. A fork has one for each message that it can no longer be sent.
  const needsErrorListener = !starts.callback && !isNodeItself(analysis, call);
  if (!needsErrorListener && uses.released) return undefined;
  if (uses.listeners.length === 0) return uses.outcomeRead && !needsErrorListener ? undefined : 'dropped';
  if (needsErrorListener && !has('error')) return 'noErrorListener';
  if (losesOutput(analysis, uses) && !neverCloses(analysis, call)) return 'outputLost';
  if (uses.outcomeRead) return undefined;
  if (ends.length === 0 && isCourtesy(analysis, uses)) return undefined;
  if (ends.length === 0) return uses.released || isDetached(analysis, call) ? undefined : 'codeIgnored';
  const blind = ends.every(({ handler }) => {
    const once = unwrap(handler).type === 'CallExpression';
    return once ? isDropped(handler) : settlesBlindly(analysis, handler);
  });
  return blind ? 'codeIgnored' : undefined;
}

/** A listener for `error`, or one for the end that looks at what it is told, or does more than to say so. */
function hearsFailure(analysis: Analysis, { event, handler }: Listener): boolean {
  return event === 'error' || looksAtArguments(analysis, handler, 1) || mayEndProcess(analysis, handler);
}

function promiseVerdict(analysis: Analysis, call: ProcessCall, uses: Uses): Unnoticed | undefined {
  // Neither `void` nor `unref()` handles a rejection, which ends the process.
  if (!uses.awaited) return uses.listeners.some((listener) => hearsFailure(analysis, listener)) ? undefined : 'floating';
  if (isLostInForEach(call.node)) return 'floating';
  if (!neverRejects(analysis, call) || uses.outcomeRead) return undefined;
  const results = noUses();
  for (const result of uses.results) follow(analysis, result, results);
  return uses.results.length === 0 || results.escapes || results.outcomeRead ? undefined : 'resultIgnored';
}

/** `list.forEach(async (one) => { await execa(…); })`: nobody waits for the promise of the callback. */
function isLostInForEach(node: TSESTree.Node): boolean {
  for (const outer of ancestors(node)) {
    if (outer.type === 'TryStatement') return false;
    if (outer.type === 'CallExpression' && outer.callee.type === 'MemberExpression' && outer.callee.property.type === 'Identifier' && outer.callee.property.name === 'catch') return false;
    if (!isFunction(outer)) continue;
    const { parent } = outer;
    return outer.async && parent.type === 'CallExpression' && parent.callee.type === 'MemberExpression' && parent.callee.property.type === 'Identifier' && parent.callee.property.name === 'forEach';
  }
  return false;
}

/** `spawn(process.execPath, …)`, `spawn(process.argv[0], …)`: the one file that is there for certain. */
function isNodeItself(analysis: Analysis, { target }: ProcessCall): boolean {
  const file = target && unwrap(target);
  if (file?.type === 'MemberExpression' && file.property.type === 'Literal' && file.property.value === 0) {
    return is(resolveReference(analysis, file.object), 'process', 'argv');
  }
  return file !== undefined && is(resolveReference(analysis, file), 'process', 'execPath');
}

/** execa's `reject: false`; tinyexec, which rejects only on request. */
function neverRejects(analysis: Analysis, { reference, options }: ProcessCall): boolean {
  const reject = optionValue(analysis, options, 'reject');
  if (reject !== undefined) return constantValue(analysis, reject) === false;
  return reference.module === 'tinyexec' && !mayBeTruthy(analysis, optionValue(analysis, options, 'throwOnError'));
}

function resultVerdict(analysis: Analysis, { reference }: ProcessCall, uses: Uses): Unnoticed | undefined {
  if (uses.outcomeRead || uses.released || uses.stderrTested) return undefined;
  return reference.module === 'shelljs' && isFatalByConfiguration(analysis) ? undefined : 'resultIgnored';
}

/** shelljs throws on any failure after `shell.set('-e')` or `shell.config.fatal = true`. */
function isFatalByConfiguration(analysis: Analysis): boolean {
  return /\bset\(\s*['"]-e['"]|\bfatal\s*[:=]\s*true/.test(analysis.sourceCode.text);
}

function isDetached(analysis: Analysis, { options }: ProcessCall): boolean {
  return mayBeTruthy(analysis, optionValue(analysis, options, 'detached'));
}
