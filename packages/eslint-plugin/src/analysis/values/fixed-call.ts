import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { isCreatedRequire, propertyName, resolveReference } from '../bindings/reference.js';
import { findVariable } from '../bindings/variable.js';
import { calledFunction, calledFunctions } from '../bindings/called-function.js';
import type { FunctionNode } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { some, walk } from '../syntax/walk.js';
import { ANSWERS_NUMBER, KEEPS_CONTENT, MAPS_ELEMENTS, PICKS_ELEMENT } from './collections.js';
import { assumedFixed } from './assumed-fixed.js';
import { isFixed } from './fixed.js';
import { constantString } from './constant.js';
import { matchesOnlyPlain, removesAllButPlain } from './safe-pattern.js';
import { acceptsOnlySafe } from './validated.js';
import { answersFixed, isProgramData, isQuoter, keepsContent } from './known-references.js';

/** Conversions to numbers, string methods on constants, quoters, and functions of the file that return constants. */
export function isFixedCall(analysis: Analysis, node: TSESTree.CallExpression): boolean {
  const reference = resolveReference(analysis, node.callee);
  const fixedArguments = (): boolean => node.arguments.every((argument) => isFixed(analysis, argument));
  if (reference !== undefined) {
    if (answersFixed(reference) || isQuoter(reference)) return true;
    if (keepsContent(reference)) return fixedArguments();
  }
  if (isProgramData(resolveReference(analysis, node))) return true;
  if (isCreatedResolve(analysis, node.callee)) return fixedArguments();
  const local = calledFunctions(analysis, node);
  // One per platform: the one for POSIX shells can be told by how it quotes, the others belong to it.
  if (local.length > 0) return local.some((one) => quotesForShell(analysis, one)) || local.every((one) => returnsFixed(analysis, one) || (fixedArguments() && keepsToArguments(analysis, one)));
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return false;
  const method = propertyName(analysis, callee) ?? '';
  if (answersPlain(analysis, method, node.arguments)) return true;
  if (method === 'exec' && matchesOnlyPlain(analysis, callee.object)) return true;
  if (ANSWERS_NUMBER.has(method) || isQuoterObject(analysis, callee.object)) return true;
  if (MAPS_ELEMENTS.has(method)) {
    const callback = node.arguments[0];
    if (callback === undefined) return false;
    const body = unwrap(callback);
    if (body.type === 'ArrowFunctionExpression' || body.type === 'FunctionExpression') return returnsFixed(analysis, body);
    const quoter = resolveReference(analysis, callback);
    if (quoter !== undefined && (isQuoter(quoter) || answersFixed(quoter))) return true;
    const named = callback.type === 'Identifier' ? calledFunction(analysis, { callee: callback }) : undefined;
    return named !== undefined && quotesForShell(analysis, named);
  }
  if (method === 'filter' && node.arguments[0] !== undefined && acceptsOnlySafe(analysis, node.arguments[0])) return true;
  if (PICKS_ELEMENT.has(method)) return isFixed(analysis, callee.object);
  return KEEPS_CONTENT.has(method) && isFixed(analysis, callee.object) && fixedArguments();
}

/** Methods whose answer is plain to every shell, whatever the text was. */
function answersPlain(analysis: Analysis, method: string, [first, second]: readonly TSESTree.Node[]): boolean {
  if (first === undefined) return false;
  if (method === 'toString' || method === 'digest') return /^(hex|base64|base64url)$/.test(constantString(analysis, first) ?? '');
  if (method === 'match') return matchesOnlyPlain(analysis, first);
  if (!/^replace(All)?$/.test(method) || second === undefined) return false;
  const replacement = constantString(analysis, second);
  if (replacement === undefined) return false;
  return hasQuotedQuote(replacement) || (/^[\w.-]*$/.test(replacement) && removesAllButPlain(analysis, first));
}

/** The one way to put a quote inside of quotes: '\'' or '"'"'. */
function hasQuotedQuote(text: string): boolean {
  return text.includes(`'\\''`) || text.includes(`'"'"'`);
}

/** `require.resolve(…)` of a `createRequire()`. */
function isCreatedResolve(analysis: Analysis, callee: TSESTree.Node): boolean {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' && propertyName(analysis, member) === 'resolve' && isCreatedRequire(analysis, member.object);
}

/** `String.raw` and tags that only re-indent. */
export function isFixedTag(analysis: Analysis, node: TSESTree.TaggedTemplateExpression): boolean {
  const reference = resolveReference(analysis, node.tag);
  if (reference !== undefined && isQuoter(reference)) return true;
  return node.quasi.expressions.every((expression) => isFixed(analysis, expression));
}

/** An object made by a quoting library: `new Shescape({ shell: true }).quote(value)`. */
function isQuoterObject(analysis: Analysis, object: TSESTree.Node): boolean {
  if (object.type !== 'Identifier') return false;
  const writes = findVariable(analysis, object)?.references.filter((reference) => reference.isWrite()) ?? [];
  const value = writes.length === 1 ? writes[0]!.writeExpr : undefined;
  if (value?.type !== 'NewExpression') return false;
  const made = resolveReference(analysis, (value).callee);
  return made !== undefined && isQuoter(made);
}

/** True when nothing that the function can return is from outside. */
function returnsFixed(analysis: Analysis, node: FunctionNode): boolean {
  if (node.body.type !== 'BlockStatement') return isFixed(analysis, node.body);
  const results: TSESTree.Expression[] = [];
  walk(node.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'ReturnStatement' && inner.argument !== null) results.push(inner.argument);
    return !inner.type.includes('Function');
  });
  return results.length > 0 && results.every((result) => isFixed(analysis, result));
}

/** True when the function returns nothing from outside as long as it is given nothing from outside. */
function keepsToArguments(analysis: Analysis, owner: FunctionNode): boolean {
  const assumed = once(analysis, assumedFixed);
  if (assumed.has(owner)) return false;
  assumed.add(owner);
  try {
    return returnsFixed(analysis, owner);
  } finally {
    assumed.delete(owner);
  }
}

/** The body of a hand-written POSIX quoter holds the one way to put a quote inside quotes: '\'' or '"'"'. */
function quotesForShell(analysis: Analysis, node: FunctionNode): boolean {
  return some(node.body, analysis.sourceCode.visitorKeys, (inner) => {
    const text = inner.type === 'Literal' ? inner.value : inner.type === 'TemplateElement' ? inner.value.cooked : '';
    return typeof text === 'string' && hasQuotedQuote(text);
  });
}
