import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { isCreatedRequire } from '../bindings/reference.js';
import { isRequire } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';

/** The name of the module that a `require()` or an `import()` loads; `undefined` when it is neither. */
export function loadedSpecifier(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.ImportExpression,
): TSESTree.Node | undefined {
  if (node.type === 'ImportExpression') return node.source;
  const callee = unwrap(node.callee);
  const [specifier] = node.arguments;
  if (specifier === undefined || specifier.type === 'SpreadElement') return undefined;
  return isRequire(analysis, callee) || isCreatedRequire(analysis, callee) ? specifier : undefined;
}
