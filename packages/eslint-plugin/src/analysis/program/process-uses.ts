import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { processTrail } from './process-trail.js';
import { ADDS_LISTENER, isProcess } from './process-listeners.js';

/** Every call of a method of the process itself, also at the end of a chain: `process.on(…).on(…)`. */
export function callsOnProcess(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): readonly TSESTree.CallExpression[] {
  const { lost, uses } = processTrail(analysis);
  if (lost) return nodesOf(analysis, 'CallExpression').filter(({ callee }) => couldBeMethod(callee) && startsAtProcess(analysis, callee));
  const calls: TSESTree.CallExpression[] = [];
  for (const use of uses) {
    for (let call = callOn(use); call !== undefined; call = chained(analysis, call)) calls.push(call);
  }
  return calls;
}

/** `process.exit(…)` of `process`. */
function callOn(use: TSESTree.Node): TSESTree.CallExpression | undefined {
  const member = wrapped(use).parent;
  if (member?.type !== 'MemberExpression' || unwrap(member.object) !== unwrap(use)) return undefined;
  const callee = wrapped(member);
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined;
}

function chained(analysis: Analysis, call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const { callee } = call;
  return callee.type === 'MemberExpression' && ADDS_LISTENER.test(propertyName(analysis, callee) ?? '') ? callOn(call) : undefined;
}

const METHODS = /^(exit|reallyExit|abort|kill|on|once|off|(prepend|add|remove)\w*Listeners?|removeAllListeners|(raw)?[lL]isteners|prependOnceListener|setUncaughtExceptionCaptureCallback)$/;

/** False for the many calls that are of no method of the process, told by their name alone. */
function couldBeMethod(callee: TSESTree.Node): boolean {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' && (member.computed || member.property.type !== 'Identifier' || METHODS.test(member.property.name));
}

/** `process.on`, also at the far end of a chain. */
function startsAtProcess(analysis: Analysis, callee: TSESTree.Node): boolean {
  const member = unwrap(callee);
  if (member.type !== 'MemberExpression') return false;
  const object = unwrap(member.object);
  if (object.type !== 'CallExpression') return isProcess(analysis, object);
  const before = unwrap(object.callee);
  if (before.type !== 'MemberExpression' || !ADDS_LISTENER.test(propertyName(analysis, before) ?? '')) return false;
  return startsAtProcess(analysis, before);
}
