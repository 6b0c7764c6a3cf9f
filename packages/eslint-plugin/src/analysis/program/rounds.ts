import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { dependenciesOf, usesOfGlobal } from '../bindings/dependencies.js';
import { ancestors } from '../syntax/ancestors.js';
import { enclosingFunction, functionName, type FunctionNode } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { some } from '../syntax/walk.js';

/** True for a function that does a round of work again and again: `setInterval(sync, 60_000)`, or one that sets its own next timer. */
export function isRound(analysis: Analysis, owner: FunctionNode): boolean {
  return once(analysis, collect).has(owner);
}

/** True in a file that works in rounds for as long as it runs. */
export function worksInRounds(analysis: Analysis): boolean {
  return once(analysis, collect).size > 0;
}

function collect(analysis: Analysis): ReadonlySet<FunctionNode> {
  const rounds = new Set<FunctionNode>();
  if (!/\bset(Interval|Timeout)\s*\(/.test(analysis.sourceCode.text)) return rounds;
  for (const call of timerCalls(analysis)) {
    const { callee, arguments: [callback] } = call;
    if (callee.type !== 'Identifier' || callback === undefined) continue;
    const owner = calledFunction(analysis, { callee: callback });
    if (owner === undefined) continue;
    if (callee.name === 'setInterval' ? doesWork(analysis, owner) : isNextRound(call, owner)) rounds.add(owner);
  }
  return rounds;
}

/** Calls of the runtime's own timers, found without a walk through the tree unless they are imported. */
function timerCalls(analysis: Analysis): readonly TSESTree.CallExpression[] {
  if (dependenciesOf(analysis).modules.has('timers')) return nodesOf(analysis, 'CallExpression').filter(({ callee }) => callee.type === 'Identifier' && /^set(Interval|Timeout)$/.test(callee.name));
  return [...usesOfGlobal(analysis, 'setInterval'), ...usesOfGlobal(analysis, 'setTimeout')].flatMap((use) => {
    const { parent } = use;
    return parent?.type === 'CallExpression' && parent.callee === use ? [parent] : [];
  });
}

/** A spinner or a clock waits for nothing, and asks nobody. */
function doesWork(analysis: Analysis, { async, body }: FunctionNode): boolean {
  return some(body, analysis.sourceCode.visitorKeys, (node) => {
    if (node.type === 'AwaitExpression') return async;
    if (node.type === 'CallExpression' && (calledFunction(analysis, node)?.async === true || isAsyncMethod(node))) return true;
    return node.type === 'CallExpression' && /(^|\.)(request|fetch|query|publish|post)$/.test(analysis.sourceCode.getText(node.callee));
  });
}

/** `this.poll()`, of the class around it. */
function isAsyncMethod({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return false;
  const { property } = callee;
  const body = [...ancestors(callee)].find(({ type }) => type === 'ClassBody');
  return body?.type === 'ClassBody' && body.body.some((one) => one.type === 'MethodDefinition' && one.value.async && 'name' in one.key && 'name' in property && one.key.name === property.name);
}

/** Whatever came of this round, as opposed to one more try after a failure, or a wait for the other side. */
function isNextRound(call: TSESTree.CallExpression, owner: FunctionNode): boolean {
  if (enclosingFunction(call) !== owner) return false;
  const statement = call.parent.type === 'AssignmentExpression' ? call.parent.parent : call.parent;
  if (statement.type !== 'ExpressionStatement') return false;
  return owner.async ? statement.parent === owner.body : /^_?(tick|poll|loop|cycle|pump|heartbeat)([A-Z]|$)/.test(functionName(owner));
}
