import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { enclosingFunction } from '../syntax/functions.js';
import { processExits } from './exits.js';

/** True for a handler of the parent's messages that waits for what it does with the first, and ends the process then. */
export function endsAfterOneJob(analysis: Analysis, handler: TSESTree.Node | undefined): boolean {
  const owner = handler && calledFunction(analysis, { callee: handler });
  return owner?.async === true && processExits(analysis).some((exit) => enclosingFunction(exit) === owner && isOnEveryWay(exit, owner));
}

/** True where nothing but an error before it can keep the node from being reached. */
function isOnEveryWay(node: TSESTree.Node, owner: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = node.parent; outer !== undefined && outer !== owner; outer = outer.parent) {
    if (outer.type === 'TryStatement' && outer.handler === inner) return false;
    if (!/^(AwaitExpression|BlockStatement|ExpressionStatement|TryStatement)$/.test(outer.type)) return false;
    inner = outer;
  }
  return true;
}
