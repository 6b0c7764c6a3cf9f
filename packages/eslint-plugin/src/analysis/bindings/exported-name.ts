import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../analysis.js';

/** True where the declaration itself is exported: `export const x = …`, `export function x() {}`. */
export function isExportedName(variable: Variable): boolean {
  const node = variable.defs[0]?.node as TSESTree.Node | undefined;
  const declaration = node?.type === 'VariableDeclarator' ? node.parent : node;
  return declaration?.parent?.type.startsWith('Export') === true;
}
