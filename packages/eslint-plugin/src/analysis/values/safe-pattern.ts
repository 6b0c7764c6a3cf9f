import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';

/** What a pattern may consist of so that all it matches is plain to every shell: no blanks, quotes, globs or operators. */
const PLAIN = String.raw`[\w:@,=%+/~-]|\\[dw.:@/+_-]`;
const PLAIN_CLASS = String.raw`\[(?:[\w:@,=%+/.-]|\\[dw.:@/+_-])+\]`;
const SYNTAX = String.raw`[*+?|^$()]|\(\?:|\(\?<\w+>|\{\d+(?:,\d*)?\}`;
const SAFE = new RegExp(`^(?:${PLAIN_CLASS}|${SYNTAX}|${PLAIN})*$`);
/** Everything but plain characters, to be taken out. */
const ALL_BUT_PLAIN = new RegExp(String.raw`^\[\^(?:[\w:@,=%+/.-]|\\[dw.:@/+_-])+\]\+?$`);

/** The regular expression that an expression is, written in place or kept in a variable. */
function regularExpression(analysis: Analysis, expression: TSESTree.Node): { pattern: string; flags: string } | undefined {
  const node = unwrap(expression);
  if (node.type === 'Literal') return 'regex' in node ? node.regex : undefined;
  const variable = node.type === 'Identifier' ? findVariable(analysis, node) : undefined;
  const values = variable?.defs[0]?.type === 'Variable' ? assignedValues(variable) : undefined;
  const value = values?.length === 1 ? unwrap(values[0]!) : undefined;
  return value?.type === 'Literal' && 'regex' in value ? value.regex : undefined;
}

/** True when each match holds nothing that a shell treats as more than text. */
export function matchesOnlyPlain(analysis: Analysis, expression: TSESTree.Node): boolean {
  const found = regularExpression(analysis, expression);
  return found !== undefined && SAFE.test(found.pattern);
}

/** True when the whole text has to match, and nothing but plain text can. */
export function allowsOnlyPlain(analysis: Analysis, expression: TSESTree.Node): boolean {
  const found = regularExpression(analysis, expression);
  if (found === undefined || found.flags.includes('m')) return false;
  const { pattern } = found;
  const alternatives = /^\^\((.*)\)\$$/.test(pattern) || !pattern.includes('|');
  return alternatives && pattern.startsWith('^') && pattern.endsWith('$') && SAFE.test(pattern);
}

/** `/[^\w-]/`: a text that it matches holds something that is not plain. */
export function findsAnyButPlain(analysis: Analysis, expression: TSESTree.Node): boolean {
  const found = regularExpression(analysis, expression);
  return found !== undefined && ALL_BUT_PLAIN.test(found.pattern);
}

/** `/[^a-z0-9]/g`: what is left when its matches are taken out is plain. */
export function removesAllButPlain(analysis: Analysis, expression: TSESTree.Node): boolean {
  const found = regularExpression(analysis, expression);
  return found !== undefined && found.flags.includes('g') && ALL_BUT_PLAIN.test(found.pattern);
}
