import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import type { FunctionNode } from '../syntax/functions.js';
import { some } from '../syntax/walk.js';

/** `if (stopping) process.exit(1); stopping = true; server.close();`: a second signal forces what the first has begun. */
export function isForced(analysis: Analysis, node: TSESTree.Node, owner: FunctionNode): boolean {
  for (const parent of ancestors(node)) {
    if (parent === owner) return false;
    if (parent.type === 'IfStatement' && isSetIn(analysis, parent.test, owner)) return true;
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
