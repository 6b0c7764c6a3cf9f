import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { functionUses } from '../values/parameters.js';

/** True when whoever imports the file may call the function: `export function …`, `module.exports = { … }`, `exports.load = …`. */
export function isExported(analysis: Analysis, owner: FunctionNode): boolean {
  return [owner, ...(functionUses(analysis, owner) ?? [])].some((place) => isHandedOut(place));
}

/** How many names the file exports, as far as they are written one by one. */
export function countExports({ ast, sourceCode: { text } }: Analysis): number {
  let count = text.match(/^(module\.)?exports\.\w+\s*=/gm)?.length ?? 0;
  for (const statement of ast.body) {
    if (statement.type === 'ExportDefaultDeclaration') count++;
    if (statement.type === 'ExportNamedDeclaration' && statement.exportKind !== 'type') count += statement.declaration === null ? statement.specifiers.length : 1;
    if (statement.type === 'ExpressionStatement') count += propertiesOf(statement.expression);
  }
  return count;
}

/** `module.exports = { a, b }` */
function propertiesOf(node: TSESTree.Expression): number {
  if (node.type !== 'AssignmentExpression' || node.right.type !== 'ObjectExpression' || !isExports(node.left)) return 0;
  return node.right.properties.length;
}

/** True for a place that gives its value to whoever imports the file. */
export function isHandedOut(place: TSESTree.Node): boolean {
  for (const outer of ancestors(place)) {
    if (isFunction(outer) || outer.type === 'CallExpression') return false;
    if (outer.type.startsWith('Export')) return true;
    if (outer.type === 'AssignmentExpression') return isExports(outer.left);
  }
  return false;
}

/** `module.exports`, `exports.load`, `module.exports.load` */
function isExports(target: TSESTree.Node): boolean {
  if (target.type === 'Identifier') return target.name === 'exports';
  if (target.type !== 'MemberExpression') return false;
  const { object, property } = target;
  if (object.type === 'Identifier' && object.name === 'module') return property.type === 'Identifier' && property.name === 'exports';
  return isExports(object);
}
