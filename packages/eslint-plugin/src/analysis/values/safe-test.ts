import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { parameterName } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { isFixed } from './fixed.js';
import { wantsEqual } from './found-in-list.js';
import { allowsOnlyPlain, findsAnyButPlain } from './safe-pattern.js';

/** True when the test holds only for values that are safe. */
export function accepts(analysis: Analysis, expression: TSESTree.Node, text: string): boolean {
  const test = unwrap(expression);
  if (test.type === 'LogicalExpression') {
    const sides = [accepts(analysis, test.left, text), accepts(analysis, test.right, text)];
    return test.operator === '&&' ? sides.includes(true) : !sides.includes(false);
  }
  if (test.type === 'UnaryExpression' && test.operator === '!') return rejects(analysis, test.argument, text);
  if (test.type === 'BinaryExpression') return comparesWell(analysis, test, text, /^===?$/);
  const call = test.type === 'Identifier' ? keptCall(analysis, test) : test;
  return call?.type === 'CallExpression' && checks(analysis, call, text);
}

/** `const known = LIST.find((one) => one.name === name); if (!known) return;`: the call behind the name. */
function keptCall(analysis: Analysis, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const variable = findVariable(analysis, name);
  const values = variable?.defs[0]?.type === 'Variable' ? assignedValues(variable) : undefined;
  return values?.length === 1 ? unwrap(values[0]!) : undefined;
}

/** True when the test holds for every value that is not safe. */
export function rejects(analysis: Analysis, expression: TSESTree.Node, text: string): boolean {
  const test = unwrap(expression);
  if (test.type === 'LogicalExpression') {
    // What is missing needs no check: `if (type !== undefined && !TYPES.includes(type)) return;`
    if (test.operator === '&&' && saysItIsThere(analysis, test.left, text)) return rejects(analysis, test.right, text);
    const sides = [rejects(analysis, test.left, text), rejects(analysis, test.right, text)];
    return test.operator === '||' ? sides.includes(true) : !sides.includes(false);
  }
  if (test.type === 'UnaryExpression' && test.operator === '!') return accepts(analysis, test.argument, text);
  if (test.type === 'BinaryExpression') return comparesWell(analysis, test, text, /^!==?$|^<$/);
  if (test.type !== 'CallExpression') return false;
  if (/^(Number\.)?isNaN$/.test(analysis.sourceCode.getText(test.callee))) return isAbout(analysis, test.arguments[0], text);
  return findsBadCharacter(analysis, test, text);
}

/** `name`, `name !== undefined`, `typeof name !== 'undefined'` */
function saysItIsThere(analysis: Analysis, expression: TSESTree.Node, text: string): boolean {
  const test = unwrap(expression);
  if (isAbout(analysis, test, text)) return true;
  if (test.type !== 'BinaryExpression' || !/^!==?$/.test(test.operator)) return false;
  const left = unwrap(test.left);
  const right = analysis.sourceCode.getText(test.right);
  if (left.type === 'UnaryExpression' && left.operator === 'typeof') return isAbout(analysis, left.argument, text) && /^(['"])undefined\1$/.test(right);
  return isAbout(analysis, left, text) && /^(undefined|null|void 0)$/.test(right);
}

/** `/[^\w-]/.test(name)`, `name.match(/[^\w-]/)` */
function findsBadCharacter(analysis: Analysis, { callee, arguments: [first] }: TSESTree.CallExpression, text: string): boolean {
  const called = unwrap(callee);
  if (called.type !== 'MemberExpression' || first === undefined) return false;
  const method = propertyName(analysis, called);
  if (method === 'test') return isAbout(analysis, first, text) && findsAnyButPlain(analysis, called.object);
  return (method === 'match' || method === 'search') && isAbout(analysis, called.object, text) && findsAnyButPlain(analysis, first);
}

/** `typeof n === 'number'`, `name === 'a'`, `LIST.indexOf(name) !== -1`, `name in TABLE`, or their opposites. */
function comparesWell(analysis: Analysis, { left, right, operator }: TSESTree.BinaryExpression, text: string, operators: RegExp): boolean {
  if (operator === 'in') return operators.test('===') && isAbout(analysis, left, text) && isFixed(analysis, right);
  const index = unwrap(left);
  if (index.type === 'CallExpression' && index.callee.type === 'MemberExpression' && propertyName(analysis, index.callee) === 'indexOf') {
    const positive = /^(!==?|>|>=)$/.test(operator);
    const wanted = operators.test('===') ? positive : !positive;
    return wanted && isAbout(analysis, index.arguments[0], text) && isFixed(analysis, index.callee.object);
  }
  if (index.type === 'CallExpression' && isAddressCheck(analysis, index, text)) return isAddress(operator, right) === operators.test('===');
  if (!operators.test(operator)) return false;
  if (index.type === 'UnaryExpression' && index.operator === 'typeof') {
    return isAbout(analysis, index.argument, text) && right.type === 'Literal' && (right.value === 'number' || right.value === 'boolean');
  }
  return isAbout(analysis, left, text) && isFixed(analysis, right);
}

/** `isIP(host)` of node:net, which is 0 for what is no address. */
function isAddressCheck(analysis: Analysis, { callee, arguments: [first] }: TSESTree.CallExpression, text: string): boolean {
  const reference = resolveReference(analysis, callee);
  return reference?.module === 'net' && /^isIP(v[46])?$/.test(reference.member) && isAbout(analysis, first, text);
}

/** `!== 0`, `> 0`, `=== 4`, as opposed to `=== 0`. */
function isAddress(operator: string, right: TSESTree.Node): boolean {
  const isZero = right.type === 'Literal' && right.value === 0;
  return /^===?$/.test(operator) ? !isZero : isZero && /^(!==?|>)$/.test(operator);
}

/** `isName(name)`, a function of the file that returns what a check of its argument says. */
function isPredicate(analysis: Analysis, call: TSESTree.CallExpression, text: string): boolean {
  const index = call.arguments.findIndex((argument) => isAbout(analysis, argument, text));
  const owner = index === -1 ? undefined : calledFunction(analysis, call);
  const name = parameterName(owner?.params[index])?.name;
  if (owner === undefined || name === undefined) return false;
  const [only, ...others] = owner.body.type === 'BlockStatement' ? owner.body.body : [];
  const value = owner.body.type === 'BlockStatement' ? only?.type === 'ReturnStatement' && others.length === 0 && only.argument : owner.body;
  const answer = value === false || value === null ? undefined : unwrap(value);
  // A check itself, not another predicate: that would have no end.
  return answer?.type === 'CallExpression' && unwrap(answer.callee).type === 'MemberExpression' && checks(analysis, answer, name);
}

/** `ALLOWED.includes(name)`, `ALLOWED.has(name)`, `/^\w+$/.test(name)`, `Number.isInteger(n)`, `Object.hasOwn(TABLE, name)` */
function checks(analysis: Analysis, call: TSESTree.CallExpression, text: string): boolean {
  const { callee, arguments: [first, second] } = call;
  const called = unwrap(callee);
  if (isAddressCheck(analysis, call, text)) return true;
  if (called.type === 'Identifier') return isPredicate(analysis, call, text);
  if (called.type !== 'MemberExpression' || first === undefined) return false;
  const method = propertyName(analysis, called) ?? '';
  if (method === 'hasOwn') return isAbout(analysis, second, text) && isFixed(analysis, first);
  if (method === 'match') return isAbout(analysis, called.object, text) && allowsOnlyPlain(analysis, first);
  if (/^(find|some)$/.test(method)) return wantsEqual(analysis, first, text) && isFixed(analysis, called.object);
  if (!isAbout(analysis, first, text)) return false;
  if (method === 'test') return allowsOnlyPlain(analysis, called.object);
  if (/^(isInteger|isSafeInteger|isFinite)$/.test(method)) return true;
  return /^(includes|has|hasOwnProperty)$/.test(method) && isFixed(analysis, called.object);
}

/** The value itself, also as `name || ''`. */
export function isAbout(analysis: Analysis, node: TSESTree.Node | undefined, text: string): boolean {
  if (node === undefined) return false;
  const value = unwrap(node);
  if (value.type === 'LogicalExpression' && value.operator !== '&&' && value.right.type === 'Literal') return isAbout(analysis, value.left, text);
  return analysis.sourceCode.getText(value) === text;
}
