import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction, parameterName } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { isFixed } from './fixed.js';
import { accepts, isAbout, rejects } from './safe-test.js';

/**
 * True where the code has made sure that a value is one of a list, a number or plain text before it comes to the node:
 * `if (!ALLOWED.includes(name)) return;`, `if (/^\w+$/.test(name)) …`.
 */
export function isValidated(analysis: Analysis, node: TSESTree.Node): boolean {
  const text = analysis.sourceCode.getText(node);
  let inner = node;
  for (const outer of ancestors(node)) {
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') {
      if (outer.consequent === inner && accepts(analysis, outer.test, text)) return true;
      if (outer.alternate === inner && rejects(analysis, outer.test, text)) return true;
    }
    if (outer.type === 'SwitchCase' && (isListed(analysis, outer, text) || isCheckedBefore(analysis, outer.consequent, inner, text))) return true;
    if (outer.type === 'LogicalExpression' && outer.operator === '&&' && outer.right === inner && accepts(analysis, outer.left, text)) return true;
    if ((outer.type === 'BlockStatement' || outer.type === 'Program') && isCheckedBefore(analysis, outer.body, inner, text)) return true;
    if (isFunction(outer) && outer.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === text)) return false;
    inner = outer;
  }
  return false;
}

/** `switch (name) { case 'a': case 'b': … }`: one of the cases, which nothing else falls into. */
function isListed(analysis: Analysis, clause: TSESTree.SwitchCase, text: string): boolean {
  const { parent } = clause;
  if (!isAbout(analysis, parent.discriminant, text)) return false;
  const cases = parent.cases.slice(0, parent.cases.indexOf(clause) + 1);
  const first = cases.findLastIndex((one) => one !== clause && one.consequent.length > 0 && leaves(one.consequent.at(-1)!)) + 1;
  return cases.slice(first).every(({ test }) => test !== null && isFixed(analysis, test));
}

function isCheckedBefore(analysis: Analysis, statements: readonly TSESTree.Node[], last: TSESTree.Node, text: string): boolean {
  for (const statement of statements) {
    if (statement === last) return false;
    if (statement.type === 'IfStatement' && leaves(statement.consequent) && rejects(analysis, statement.test, text)) return true;
    const call = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
    if (call?.type !== 'CallExpression' || call.arguments[0] === undefined) continue;
    if (/^(assert|invariant|assert\.ok|ok)$/.test(analysis.sourceCode.getText(call.callee)) && accepts(analysis, call.arguments[0], text)) return true;
    if (isValidator(analysis, call, text)) return true;
  }
  return false;
}

/** `checkName(name);`, a function of the file that throws when it does not like its argument. */
function isValidator(analysis: Analysis, call: TSESTree.CallExpression, text: string): boolean {
  const index = call.arguments.findIndex((argument) => isAbout(analysis, argument, text));
  const owner = index === -1 ? undefined : calledFunction(analysis, call);
  const name = parameterName(owner?.params[index])?.name;
  if (owner?.body.type !== 'BlockStatement' || name === undefined) return false;
  return owner.body.body.some((statement) => statement.type === 'IfStatement' && throws(statement.consequent) && rejects(analysis, statement.test, name));
}

function throws(statement: TSESTree.Statement): boolean {
  if (statement.type === 'ThrowStatement') return true;
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : undefined;
  return last?.type === 'ThrowStatement';
}

/** True when nothing after the statement runs once it has run. */
function leaves(statement: TSESTree.Statement): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement': {
      const last = statement.body.at(-1);
      return last !== undefined && leaves(last);
    }
    case 'ExpressionStatement':
      return statement.expression.type === 'CallExpression' && nameOfCallee(statement.expression).endsWith('exit');
    default:
      return false;
  }
}

function nameOfCallee({ callee }: TSESTree.CallExpression): string {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}

/** True for `(name) => /^\w+$/.test(name)`, which lets only safe values through a `filter()`. */
export function acceptsOnlySafe(analysis: Analysis, callback: TSESTree.Node): boolean {
  if (callback.type !== 'ArrowFunctionExpression' || callback.body.type === 'BlockStatement') return false;
  const name = parameterName(callback.params[0])?.name;
  return name !== undefined && accepts(analysis, callback.body, name);
}
