import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { isFunction, parameterName } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';

/** True for a callback such as `(one) => one.name === name && one.enabled`, which only an element that is equal gets through. */
export function wantsEqual(analysis: Analysis, callback: TSESTree.Node | undefined, text: string): boolean {
  const owner = callback && unwrap(callback);
  if (!isFunction(owner)) return false;
  const element = parameterName(owner.params[0])?.name;
  const only = owner.body.type === 'BlockStatement' ? owner.body.body[0] : owner.body;
  const answer = only?.type === 'ReturnStatement' ? only.argument : only;
  return element !== undefined && answer !== undefined && answer !== null && demandsEqual(analysis, answer, element, text);
}

function demandsEqual(analysis: Analysis, expression: TSESTree.Node, element: string, text: string): boolean {
  const test = unwrap(expression);
  if (test.type === 'LogicalExpression') return test.operator === '&&' && [test.left, test.right].some((side) => demandsEqual(analysis, side, element, text));
  if (test.type !== 'BinaryExpression' || test.operator !== '===') return false;
  const sides = [test.left, test.right].map((side) => analysis.sourceCode.getText(unwrap(side)));
  return sides.includes(text) && sides.some((side) => side === element || side.startsWith(`${element}.`));
}
