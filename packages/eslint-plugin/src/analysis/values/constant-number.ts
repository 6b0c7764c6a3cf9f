import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '**': (left, right) => left ** right,
  '<<': (left, right) => left << right,
};

/** The number that arithmetic on constants gives, as in `64 * 1024 * 1024`; `undefined` when it cannot be told. */
export function constantNumber(analysis: Analysis, expression: TSESTree.Node, depth = 0): number | undefined {
  if (depth > 20) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number' ? node.value : undefined;
    case 'BinaryExpression': {
      const left = constantNumber(analysis, node.left, depth + 1);
      const right = constantNumber(analysis, node.right, depth + 1);
      return left === undefined || right === undefined ? undefined : OPERATIONS[node.operator]?.(left, right);
    }
    case 'Identifier': {
      const variable = findVariable(analysis, node);
      const values = variable?.defs[0]?.type === 'Variable' ? assignedValues(variable) : undefined;
      return values?.length === 1 ? constantNumber(analysis, values[0]!, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}
