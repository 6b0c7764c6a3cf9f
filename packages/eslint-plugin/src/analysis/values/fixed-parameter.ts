import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once, type Variable } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { VISITS_ELEMENTS } from './collections.js';
import { assumedFixed } from './assumed-fixed.js';
import { isFixed } from './fixed.js';
import { callSites, parameterPlace } from './parameters.js';
import { declaredType, isFixedType } from './types.js';

/** True when the parameter's type, or every call that the file can see, lets nothing from outside in. */
export function isFixedParameter(analysis: Analysis, variable: Variable, use: TSESTree.Identifier): boolean {
  const declared = variable.identifiers[0];
  if (isFixedType(analysis, declared && declaredType(analysis, declared))) return true;
  // Process ids come from the system, wherever the function that takes one has it from.
  if (/^p?pid$/i.test(variable.name)) return true;
  if (isOverwritten(analysis, variable, use)) return true;
  const list = visitedList(analysis, variable);
  if (list !== undefined) return isFixed(analysis, list);
  if (once(analysis, assumedFixed).has(variable.defs[0]!.node as FunctionNode)) return true;
  const place = parameterPlace(variable);
  if (place === undefined) return false;
  const parameter = place.owner.params[place.index]!;
  const { calls, complete } = callSites(analysis, place.owner);
  const others = parameter.type !== 'AssignmentPattern' || isFixed(analysis, parameter.right);
  return complete && others && calls.every((call) => isFixedArgument(analysis, call, place.index));
}

function isFixedArgument(analysis: Analysis, call: TSESTree.CallExpression, index: number): boolean {
  if (call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return false;
  return isFixed(analysis, call.arguments[index] ?? null);
}

/** `pid = parseInt(pid)` as a statement of the function itself, before the use: the argument is gone by then. */
function isOverwritten(analysis: Analysis, variable: Variable, use: TSESTree.Identifier): boolean {
  return variable.references.some((reference) => {
    const assignment = reference.identifier.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== reference.identifier) return false;
    if (assignment.operator !== '=' || assignment.range[1] > use.range[0]) return false;
    const { parent: statement } = assignment;
    return (
      statement.type === 'ExpressionStatement' &&
      statement.parent.type === 'BlockStatement' &&
      isFunction(statement.parent.parent) &&
      isFixed(analysis, assignment.right)
    );
  });
}

/** `list` in `list.forEach((element) => …)`, also where the element is taken apart. */
function visitedList(analysis: Analysis, variable: Variable): TSESTree.Node | undefined {
  const callback = variable.defs[0]?.node as FunctionNode;
  const call = callback.parent;
  if (call.type !== 'CallExpression' || call.arguments[0] !== callback) return undefined;
  if (call.callee.type !== 'MemberExpression' || !VISITS_ELEMENTS.has(propertyName(analysis, call.callee) ?? '')) return undefined;
  const [element] = callback.params;
  const name = variable.identifiers[0]!;
  if (element === undefined || name.range[0] < element.range[0] || name.range[1] > element.range[1]) return undefined;
  return call.callee.object;
}
