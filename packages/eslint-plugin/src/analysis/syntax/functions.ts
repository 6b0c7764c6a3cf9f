import type { TSESTree } from '@typescript-eslint/utils';
import { ancestors } from './ancestors.js';

export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression;

export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression'
  );
}

/** The innermost function that the node stands in, itself not counted. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (const parent of ancestors(node)) {
    if (isFunction(parent)) return parent;
  }
  return undefined;
}

/** What the function is called: by itself, or by the variable, the method or the property that holds it. */
export function functionName({ id, parent }: FunctionNode): string {
  if (id) return id.name;
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '';
  const key =
    parent.type === 'MethodDefinition' || parent.type === 'Property' || parent.type === 'PropertyDefinition'
      ? parent.key
      : parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
        ? parent.left.property
        : undefined;
  return key?.type === 'Identifier' ? key.name : '';
}

/** The parameter's own name, whatever its default or modifier; `undefined` for a pattern. */
export function parameterName(parameter: TSESTree.Parameter | undefined): TSESTree.Identifier | undefined {
  switch (parameter?.type) {
    case 'Identifier':
      return parameter;
    case 'AssignmentPattern':
      return parameter.left.type === 'Identifier' ? parameter.left : undefined;
    case 'TSParameterProperty':
      return parameterName(parameter.parameter);
    default:
      return undefined;
  }
}
