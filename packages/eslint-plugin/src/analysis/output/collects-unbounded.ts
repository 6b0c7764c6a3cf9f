import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { follow } from '../failure/follow.js';
import { handlerFunction } from '../failure/handlers.js';
import { collectedBy } from '../failure/output-lost.js';
import { noUses } from '../failure/uses.js';
import type { ProcessCall } from '../processes/process-call.js';
import { some } from '../syntax/walk.js';

/** The `data` handlers that add a child's output to a variable and never look at how much it is. */
export function collectsUnbounded(analysis: Analysis, call: ProcessCall): TSESTree.Node[] {
  if (call.starts.gives !== 'child' || call.starts.callback) return [];
  const uses = noUses();
  follow(analysis, call.node, uses);
  return uses.output.flatMap(({ event, handler }) => {
    if (event !== 'data' || collectedBy(analysis, handler).length === 0) return [];
    const body = handlerFunction(analysis, handler)?.body;
    return body === undefined || some(body, analysis.sourceCode.visitorKeys, limits) ? [] : [handler];
  });
}

/** A comparison, a slice or an end: the handler does not let the text grow for ever. */
function limits(node: TSESTree.Node): boolean {
  if (node.type === 'BinaryExpression') return /^[<>]=?$/.test(node.operator);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return false;
  return /^(slice|substring|substr|splice|shift|split|kill|destroy|min)$/.test(node.callee.property.name);
}
