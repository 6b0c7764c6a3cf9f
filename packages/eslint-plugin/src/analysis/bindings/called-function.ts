import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { assignedValues, findVariable } from './variable.js';

/** The function of this file that a call runs: a declaration, or the one function that a variable holds. */
export function calledFunction(
  analysis: Analysis,
  { callee }: { readonly callee: TSESTree.Node },
): FunctionNode | undefined {
  const name = unwrap(callee);
  if (isFunction(name)) return name;
  const variable = name.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  const [definition] = variable?.defs ?? [];
  if (definition?.type === 'FunctionName') return isFunction(definition.node) ? definition.node : undefined;
  if (definition?.type !== 'Variable') return undefined; // of a parameter, `node` is the function that has it
  const values = variable && assignedValues(variable);
  const value = values?.length === 1 ? unwrap(values[0]!) : undefined;
  return isFunction(value) ? value : undefined;
}
