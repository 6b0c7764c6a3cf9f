import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { wrapped } from '../syntax/unwrap.js';
import { constantString } from '../values/constant.js';
import { follow } from './follow.js';
import { type Listener, OUTCOME, type OutputListener, type Uses } from './uses.js';

const LISTENS = /^(on|once|addListener|prependListener|prependOnceListener)$/;
/** What a child has that says nothing about how it ended. */
const SILENT = new Set([
  'channel', 'connected', 'disconnect', 'emit', 'kill', 'off', 'pid', 'ref', 'removeAllListeners', 'removeListener', 'send',
  'setMaxListeners', 'spawnargs', 'spawnfile', 'stdin', 'stdio', 'grep', 'sed', 'to', 'toEnd', 'toString', 'trim', 'split', 'output',
]);

/** Adds what is done with `value.name`. */
export function followMember(analysis: Analysis, member: TSESTree.MemberExpression, uses: Uses): void {
  const name = propertyName(analysis, member);
  const use = wrapped(member);
  const call = use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent : undefined;
  if (name === undefined) uses.escapes = true;
  else if (LISTENS.test(name) && call !== undefined) followListener(analysis, call, uses);
  else if (/^(quiet|verbose)$/.test(name) && call !== undefined) follow(analysis, call, uses); // zx's, which gives it back
  else if (name === 'unref') uses.released = true;
  else if (OUTCOME.has(name)) {
    uses.outcomeRead = true;
    uses.awaited ||= name === 'exitCode'; // of zx a promise, which is there instead of the other
  }
  else if (/^(then|catch|finally)$/.test(name) && call !== undefined) followThen(analysis, name, call, uses);
  else if (name === 'stdout' || name === 'stderr') {
    uses.stderrTested ||= name === 'stderr' && isTested(use);
    followOutput(analysis, use, name, uses);
  }
  else if (!SILENT.has(name)) uses.escapes = true;
}

/** True where the value decides a branch: `if (result.stderr) …`, `result.stderr.length > 0 ? … : …`. */
export function isTested(value: TSESTree.Node): boolean {
  for (let node = value; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
    if (!/^(MemberExpression|CallExpression|ChainExpression|UnaryExpression|BinaryExpression|LogicalExpression)$/.test(parent.type)) return false;
  }
  return false;
}

function followListener(analysis: Analysis, call: TSESTree.CallExpression, uses: Uses): void {
  const listener = listenerOf(analysis, call);
  if (listener === undefined) uses.escapes = true;
  else uses.listeners.push(listener);
  follow(analysis, call, uses);
}

/** `undefined` where the event is not a constant: then it may be any. */
function listenerOf(analysis: Analysis, call: TSESTree.CallExpression): Listener | undefined {
  const [first, handler] = call.arguments;
  const event = first && constantString(analysis, first);
  return event === undefined || handler === undefined ? undefined : { event, handler };
}

function followThen(analysis: Analysis, name: string, call: TSESTree.CallExpression, uses: Uses): void {
  if (name === 'catch' || call.arguments.length > 1) uses.awaited = true;
  else if (name === 'then') uses.outcomeRead = true;
  follow(analysis, call, uses);
}

/** `child.stdout.on('data', …)` and its chain; anything else done with a stream says nothing about the end. */
function followOutput(analysis: Analysis, output: TSESTree.Node, stream: OutputListener['stream'], uses: Uses): void {
  const member = output.parent;
  if (member?.type !== 'MemberExpression' || member.object !== output) return;
  const use = wrapped(member);
  const call = use.parent;
  if (call?.type !== 'CallExpression' || call.callee !== use) return;
  if (LISTENS.test(propertyName(analysis, member) ?? '')) {
    const listener = listenerOf(analysis, call);
    if (listener !== undefined) uses.output.push({ ...listener, stream });
  }
  followOutput(analysis, wrapped(call), stream, uses);
}
