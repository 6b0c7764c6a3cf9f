import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import type { FunctionNode } from '../syntax/functions.js';
import { some } from '../syntax/walk.js';

/** `send` and `findAll` end nothing, whatever letters they have. */
const CLEANS_UP =
  /([cC]lose|[sS]top|[sS]hut_?[dD]own|[dD]rain|[dD]isconnect|[dD]estroy|[cC]lean|[dD]ispose|[qQ]uit|[tT]erminate|[tT]ear_?[dD]own|[fF]lush|[fF]inish|[kK]ill|[eE]xit|[rR]elease|[uU]nsubscribe|[dD]eregister|[sS]ave|[pP]ersist)|^(end|sync)([A-Z]|$)|End([A-Z]|$)|^all(Settled)?$/;

/** True when the name of the called function says that it ends or saves something. */
export function isCleanUpCall(node: TSESTree.Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression') return false;
  const name = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return name.type === 'Identifier' && CLEANS_UP.test(name.name) && name.name !== 'closed';
}

/** Names of what ends the taking of work. */
export const DRAINS = /close|stop|shut_?down|drain|disconnect|quit|terminate|tear_?down|dispose|^end$|_end$/i;

/** True when something at or below the node ends the taking of work, which is more than ending a child. */
export function containsDrain(analysis: Analysis, node: TSESTree.Node): boolean {
  return some(node, analysis.sourceCode.visitorKeys, (inner) => inner.type === 'CallExpression' && DRAINS.test(calledName(inner)));
}

/** True when something at or below the node is a clean-up call. */
export function containsCleanUp(analysis: Analysis, node: FunctionNode | TSESTree.Node): boolean {
  return some(node, analysis.sourceCode.visitorKeys, (inner) => {
    return isCleanUpCall(inner) && !/^exit$/.test(calledName(inner));
  });
}

/** What is called: `close` of `server.close()`, '' where it has no name. */
export function calledName({ callee }: TSESTree.CallExpression): string {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}
