import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../../analysis/analysis.js';
import { optionValue } from '../../analysis/options/object.js';
import type { ProcessCall } from '../../analysis/processes/process-call.js';
import type { ShellText } from '../../analysis/processes/shell-text.js';
import { unwrap } from '../../analysis/syntax/unwrap.js';
import { findVariable } from '../../analysis/bindings/variable.js';
import { splitWords, type Word } from './words.js';

export interface ArrayForm {
  readonly name: string;
  readonly fix: TSESLint.ReportFixFunction;
}

const ARRAY_FORMS: Readonly<Record<string, string>> = { exec: 'execFile', execSync: 'execFileSync' };
/** Words that only a shell knows; there is no such file to run. */
const BUILTIN = /^(alias|bg|cd|command|eval|exec|exit|export|fg|read|set|shift|source|trap|type|ulimit|umask|unset|wait|if|for|while|time|\.)$/;

/**
 * The same call without a shell, `execFile('git', ['show', ref])`; only where the line is plain words, so that no pipe,
 * variable or glob is lost, and where the function can be reached by the name that the file already uses.
 */
export function arrayForm(analysis: Analysis, call: ProcessCall, text: ShellText): ArrayForm | undefined {
  const name = call.reference.module === 'child_process' && !call.reference.promisified ? ARRAY_FORMS[call.reference.member] : undefined;
  const { node, target } = call;
  if (name === undefined || text.because !== 'exec' || node.type !== 'CallExpression' || target === undefined) return undefined;
  if (call.options !== undefined && optionValue(analysis, call.options, 'shell') !== undefined) return undefined;
  const pieces = piecesOf(unwrap(target));
  const words = pieces && splitWords(pieces);
  const [command, ...args] = words ?? [];
  const file = command?.length === 1 ? command[0] : undefined;
  if (typeof file !== 'string' || file.includes('=') || BUILTIN.test(file)) return undefined;
  const callee = newCallee(analysis, node.callee, name);
  if (callee === undefined) return undefined;
  const list = args.map((word) => wordText(analysis, word)).join(', ');
  return {
    name,
    fix: (fixer) => [...callee(fixer), fixer.replaceText(target, `${JSON.stringify(file).replaceAll('"', "'")}, [${list}]`)],
  };
}

/** Texts and expressions in order, for a template or a concatenation that begins with text. */
function piecesOf(node: TSESTree.Node): (string | TSESTree.Expression)[] | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.quasis.flatMap(({ value }, index) => [value.cooked ?? '', ...node.expressions.slice(index, index + 1)]);
  }
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : undefined;
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const left = piecesOf(unwrap(node.left));
  const right = node.right.type === 'Literal' || node.right.type === 'TemplateLiteral' ? piecesOf(node.right) : [node.right];
  return left && right && [...left, ...right];
}

function wordText(analysis: Analysis, word: Word): string {
  const { sourceCode } = analysis;
  const [only] = word;
  if (word.length === 1 && only !== undefined) return typeof only === 'string' ? quoted(only) : argument(analysis, only);
  if (word.length === 0) return "''";
  const inner = word.map((piece) => (typeof piece === 'string' ? escapeTemplate(piece) : `\${${sourceCode.getText(piece)}}`));
  return `\`${inner.join('')}\``;
}

/** A list that was joined with spaces becomes the arguments themselves; TypeScript wants a string for certain. */
function argument(analysis: Analysis, expression: TSESTree.Expression): string {
  const text = analysis.sourceCode.getText(expression);
  if (isJoinedList(expression)) return `...${analysis.sourceCode.getText(expression.callee.object)}`;
  const safe = !/\.[cm]?tsx?$/.test(analysis.filename) && (expression.type === 'Identifier' || expression.type === 'MemberExpression');
  return safe ? text : `String(${text})`;
}

function isJoinedList(node: TSESTree.Expression): node is TSESTree.CallExpression & { callee: TSESTree.MemberExpression } {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  const [separator] = node.arguments;
  return property.type === 'Identifier' && property.name === 'join' && separator?.type === 'Literal' && separator.value === ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

function escapeTemplate(text: string): string {
  return text.replaceAll(/[`\\]|\$\{/g, String.raw`\$&`);
}

type CalleeFix = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** Renames `cp.exec` to `cp.execFile`, or `exec` to `execFile`, importing it beside the other where it is not there yet. */
function newCallee(analysis: Analysis, callee: TSESTree.Node, name: string): CalleeFix | undefined {
  if (callee.type === 'MemberExpression') {
    return callee.computed ? undefined : (fixer) => [fixer.replaceText(callee.property, name)];
  }
  const variable = callee.type === 'Identifier' ? findVariable(analysis, callee) : undefined;
  const specifier = variable?.defs[0]?.node as TSESTree.Node | undefined;
  const local = variable?.identifiers[0];
  if (local === undefined) return undefined;
  const taken = findVariable(analysis, { ...(callee as TSESTree.Identifier), name });
  if (taken !== undefined) {
    const sameImport = (taken.defs[0]?.node as TSESTree.Node).parent === specifier?.parent && taken.scope === variable?.scope;
    const imported = taken.defs[0]?.type === 'ImportBinding' && sameImport;
    return imported ? (fixer) => [fixer.replaceText(callee, name)] : undefined;
  }
  const place = specifier?.type === 'ImportSpecifier' ? specifier : propertyInPattern(local);
  return place && ((fixer) => [fixer.insertTextAfter(place, `, ${name}`), fixer.replaceText(callee, name)]);
}

/** The place of `exec` in `const { exec } = require('child_process')`. */
function propertyInPattern(name: TSESTree.Node): TSESTree.Node | undefined {
  return name.parent?.type === 'Property' && name.parent.parent.type === 'ObjectPattern' ? name.parent : undefined;
}
