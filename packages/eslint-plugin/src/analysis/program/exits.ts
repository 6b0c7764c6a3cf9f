import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { is, resolveReference } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';

/** Every call of `process.exit()`, by whatever name. */
export function processExits(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): TSESTree.CallExpression[] {
  if (!analysis.sourceCode.text.includes('exit')) return [];
  return nodesOf(analysis, 'CallExpression').filter(({ callee }) => is(resolveReference(analysis, callee), 'process', 'exit'));
}
