import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js';
import { isWithin, some } from '../syntax/walk.js';
import { containsCleanUp, containsDrain } from './clean-up.js';

/** True when the node comes after an awaited clean-up of its own function. */
export function followsAwaitedCleanUp(analysis: Analysis, node: TSESTree.Node): boolean {
  return followsAwait(analysis, node, containsCleanUp);
}

/** True when the node comes after its own function has waited for the end of what takes work. */
export function followsAwaitedDrain(analysis: Analysis, node: TSESTree.Node): boolean {
  return followsAwait(analysis, node, containsDrain);
}

function followsAwait(analysis: Analysis, node: TSESTree.Node, of: (analysis: Analysis, node: TSESTree.Node) => boolean): boolean {
  const owner = enclosingFunction(node);
  if (owner?.async !== true) return false;
  return some(owner.body, analysis.sourceCode.visitorKeys, (candidate) => {
    if (candidate.type !== 'AwaitExpression' || candidate.range[1] > node.range[0]) return false;
    return enclosingFunction(candidate) === owner && !isOnOtherBranch(candidate, node) && of(analysis, candidate.argument);
  });
}

/** `if (stop) await close(); else process.exit();` */
function isOnOtherBranch(candidate: TSESTree.Node, node: TSESTree.Node): boolean {
  return [...ancestors(candidate)].some((outer) => outer.type === 'IfStatement' && isWithin(candidate, outer.consequent) && outer.alternate !== null && isWithin(node, outer.alternate));
}

/** True when what has been awaited before the node is the end of the program's own server, or called a shutdown. */
export function endsProgram(analysis: Analysis, owner: FunctionNode, node: TSESTree.Node): boolean {
  return some(owner.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'AwaitExpression' || inner.range[1] > node.range[0] || isOnOtherBranch(inner, node)) return false;
    return /server|\bapp\b|fastify|\bhttps?\b|bot\b|broker|shut_?down|graceful|tear_?down|stop(All|Everything)?\(|close(All)?\(|quit\(|disconnect\(|drain/i.test(analysis.sourceCode.getText(inner.argument));
  });
}

/** Names of what only lets time pass. */
export const PAUSES = /\b(sleep|delay|wait|timeout|setTimeout)\b/i;

/** True when the node comes after any `await` of its own function that is more than a pause. */
export function followsAnyAwait(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  if (owner?.async !== true) return false;
  return some(owner.body, analysis.sourceCode.visitorKeys, (candidate) => {
    if (candidate.type !== 'AwaitExpression' || candidate.range[1] > node.range[0] || enclosingFunction(candidate) !== owner || isOnOtherBranch(candidate, node)) return false;
    return !PAUSES.test(analysis.sourceCode.getText(candidate.argument));
  });
}
