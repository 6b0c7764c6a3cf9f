import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { findVariable } from '../bindings/variable.js';
import { type FunctionNode, isFunction, parameterName } from '../syntax/functions.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { some } from '../syntax/walk.js';
import { constantString } from '../values/constant.js';

/** The function that handles an event, where the file holds it. */
export function handlerFunction(analysis: Analysis, handler: TSESTree.Node): FunctionNode | undefined {
  return calledFunction(analysis, { callee: handler });
}

/** True when the function looks at any of its first `count` arguments; an unknown function is trusted to. */
export function looksAtArguments(analysis: Analysis, handler: TSESTree.Node, count: number): boolean {
  const node = handlerFunction(analysis, handler);
  if (node === undefined) return true;
  const { visitorKeys } = analysis.sourceCode;
  if (node.type !== 'ArrowFunctionExpression' && some(node.body, visitorKeys, isArgumentsObject)) return true;
  return node.params.slice(0, count).some((parameter) => {
    const name = parameterName(parameter);
    if (name === undefined) return true;
    const variables = analysis.sourceCode.getDeclaredVariables(node);
    const variable = variables.find((candidate) => candidate.identifiers[0] === name);
    return variable === undefined || variable.references.some((reference) => reference.isRead());
  });
}

/** The promise whose `resolve` is passed as the handler: what the handler is told, or its first part, becomes the value. */
export function resolvedPromise(analysis: Analysis, handler: TSESTree.Node): TSESTree.NewExpression | undefined {
  const passed = unwrap(handler);
  const variable = passed.type === 'Identifier' ? findVariable(analysis, passed) : undefined;
  return variable && promiseResolvedBy(variable);
}

/** True when the handler reports success, by `resolve()` or `callback(null)`, without looking at what it was told. */
export function settlesBlindly(analysis: Analysis, handler: TSESTree.Node): boolean {
  // The exit code becomes the promise's value: blind only where nobody looks at that.
  const promise = resolvedPromise(analysis, handler);
  if (promise !== undefined) return isDropped(promise);
  const node = handlerFunction(analysis, handler);
  if (node === undefined || looksAtArguments(analysis, handler, 2) || mayReject(analysis, node)) return false;
  return some(node.body, analysis.sourceCode.visitorKeys, (inner) => inner.type === 'CallExpression' && isSuccess(analysis, inner));
}

/** `close: () => (picture.length > 0 ? resolve(picture) : reject(new Error('empty')))`: something else tells that it has failed. */
function mayReject(analysis: Analysis, node: FunctionNode): boolean {
  return some(node.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'Identifier') return false;
    const variable = findVariable(analysis, inner.callee);
    const executor = variable?.defs[0]?.node as TSESTree.Node | undefined;
    return isFunction(executor) && executor.params[1] === variable?.identifiers[0] && executor.parent.type === 'NewExpression';
  });
}

function isSuccess(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  if (call.callee.type === 'MemberExpression') return saysDone(analysis, call.callee, call.arguments[0]);
  if (call.callee.type !== 'Identifier') return false;
  const variable = findVariable(analysis, call.callee);
  if (variable?.defs[0]?.type !== 'Parameter') return false;
  if (promiseResolvedBy(variable) !== undefined) return true;
  const [first] = call.arguments;
  const noError = first === undefined || (first.type === 'Literal' && first.value === null) || (first.type === 'Identifier' && first.name === 'undefined');
  return noError && /^(cb|callback|done|next)$/i.test(variable.name);
}

/** `this.emit('done', …)` */
function saysDone(analysis: Analysis, callee: TSESTree.MemberExpression, event: TSESTree.Node | undefined): boolean {
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'emit' || event === undefined) return false;
  return /^(done|success|completed?|finish(ed)?|ready)$/.test(constantString(analysis, event) ?? '');
}

/** The `new Promise((resolve) => …)` whose first parameter the variable is. */
function promiseResolvedBy(variable: Variable): TSESTree.NewExpression | undefined {
  const executor = variable.defs[0]?.node as TSESTree.Node | undefined;
  if (!isFunction(executor) || executor.params[0] !== variable.identifiers[0]) return undefined;
  const { parent } = executor;
  if (parent.type !== 'NewExpression' || parent.arguments[0] !== executor) return undefined;
  return parent.callee.type === 'Identifier' && parent.callee.name === 'Promise' ? parent : undefined;
}

/** True when nobody looks at what the promise, or the call, brings. */
export function isDropped(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node);
  if (parent?.type === 'AwaitExpression') return isDropped(parent);
  if (parent?.type === 'MemberExpression' && parent.parent.type === 'CallExpression' && parent.parent.callee === parent) {
    const name = parent.property.type === 'Identifier' ? parent.property.name : '';
    const [next] = parent.parent.arguments;
    // `.then(() => …)` is given the value, and has no place for it.
    if (name === 'then') return isFunction(next) && next.params.length === 0;
    // `.catch(() => {})` says that whatever comes is as good.
    return name === 'finally' && isDropped(parent.parent);
  }
  return parent?.type === 'ExpressionStatement';
}

function isArgumentsObject(node: TSESTree.Node): boolean {
  return node.type === 'Identifier' && node.name === 'arguments';
}
