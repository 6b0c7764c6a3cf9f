import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js';
import { some } from '../syntax/walk.js';

/** `send` and `findAll` end nothing, whatever letters they have. */
const CLEANS_UP =
  /([cC]lose|[sS]top|[sS]hut_?[dD]own|[dD]rain|[dD]isconnect|[dD]estroy|[cC]lean|[dD]ispose|[qQ]uit|[tT]erminate|[tT]ear_?[dD]own|[fF]lush|[fF]inish|[kK]ill|[eE]xit|[rR]elease|[uU]nsubscribe|[dD]eregister|[sS]ave|[pP]ersist)|^(end|sync)([A-Z]|$)|End([A-Z]|$)|^all(Settled)?$/;

/** True when the name of the called function says that it ends or saves something. */
export function isCleanUpCall(node: TSESTree.Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression') return false;
  const name = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return name.type === 'Identifier' && CLEANS_UP.test(name.name);
}

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
    return enclosingFunction(candidate) === owner && of(analysis, candidate.argument);
  });
}

/** True when the node comes after any `await` of its own function that is more than a pause. */
export function followsAnyAwait(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  if (owner?.async !== true) return false;
  return some(owner.body, analysis.sourceCode.visitorKeys, (candidate) => {
    if (candidate.type !== 'AwaitExpression' || candidate.range[1] > node.range[0] || enclosingFunction(candidate) !== owner) return false;
    return !/\b(sleep|delay|wait|timeout|setTimeout)\b/i.test(analysis.sourceCode.getText(candidate.argument));
  });
}

/** `if (stopping) process.exit(1); stopping = true; server.close();`: a second signal forces what the first has begun. */
export function isForced(analysis: Analysis, node: TSESTree.Node, owner: FunctionNode): boolean {
  for (const parent of ancestors(node)) {
    if (parent === owner) return false;
    if (parent.type === 'IfStatement' && isSetIn(analysis, parent.test, owner) && containsCleanUp(analysis, owner.body)) return true;
  }
  return false;
}

/** True when the function itself changes something that the test looks at. */
function isSetIn(analysis: Analysis, test: TSESTree.Node, owner: FunctionNode): boolean {
  const text = analysis.sourceCode.getText(test);
  return some(owner.body, analysis.sourceCode.visitorKeys, (node) => {
    const changed = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    return changed !== undefined && text.includes(analysis.sourceCode.getText(changed));
  });
}

const DRAINS = /close|stop|shut_?down|drain|disconnect|quit|terminate|tear_?down|dispose|^end$|_end$/i;

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

function calledName({ callee }: TSESTree.CallExpression): string {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}
