import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { assignedValues, findVariable, patternSource } from '../analysis/bindings/variable.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { processCalls } from '../analysis/processes/process-call.js';
import { unwrap } from '../analysis/syntax/unwrap.js';
import { constantString } from '../analysis/values/constant.js';
import { isFixed } from '../analysis/values/fixed.js';
import { docsUrl, type Rule } from '../rule.js';

export const noCommandStringSplit: Rule<'split'> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow splitting a command line on spaces to get its arguments',
      url: docsUrl('no-command-string-split'),
    },
    schema: [],
    messages: {
      split:
        'Splitting on spaces tears quoted arguments and file names with spaces apart, so another command runs than the one that was meant. Take an argument array from the start; where the line must be text, parse it with a library such as shell-quote or string-argv.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, 'split')) return {};
    return {
      'Program:exit'() {
        const reported = new Set<TSESTree.Node>();
        for (const { starts, target, args } of processCalls(analysis)) {
          if (starts.takes !== 'file' && starts.takes !== 'module') continue;
          for (const argument of [target, args]) {
            const split = argument && splitBehind(analysis, argument);
            if (split === undefined || reported.has(split)) continue;
            reported.add(split);
            context.report({ node: split, messageId: 'split' });
          }
        }
      },
    };
  },
};

/** Methods that take a part of the list. */
const TAKES_PART = /^(slice|shift|pop|splice|filter|map|concat|flat|flatMap|at)$/;

/** The `line.split(' ')` that an argument comes from, through variables, destructuring, spreads and slices. */
function splitBehind(analysis: Analysis, expression: TSESTree.Node, depth = 0): TSESTree.CallExpression | undefined {
  if (depth > 8) return undefined;
  const node = unwrap(expression);
  const behind = (...nodes: readonly (TSESTree.Node | null | undefined)[]): TSESTree.CallExpression | undefined => {
    for (const one of nodes) {
      const split = one === null || one === undefined ? undefined : splitBehind(analysis, one, depth + 1);
      if (split !== undefined) return split;
    }
    return undefined;
  };
  switch (node.type) {
    case 'ArrayExpression':
      return behind(...node.elements.filter((element) => element?.type === 'SpreadElement'));
    case 'SpreadElement':
      return behind(node.argument);
    case 'ConditionalExpression':
      return behind(node.consequent, node.alternate);
    case 'LogicalExpression':
      return behind(node.left, node.right);
    case 'MemberExpression':
      return node.computed ? behind(node.object) : undefined;
    case 'CallExpression': {
      if (isSplit(analysis, node)) return isFixed(analysis, (node.callee as TSESTree.MemberExpression).object) ? undefined : node;
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || !TAKES_PART.test(propertyName(analysis, callee) ?? '')) return undefined;
      return behind(callee.object, ...node.arguments);
    }
    case 'Identifier': {
      const variable = findVariable(analysis, node);
      if (variable?.defs[0]?.type !== 'Variable') return undefined;
      const whole = assignedValues(variable);
      if (whole !== undefined) return behind(...whole);
      return behind(...variable.references.filter((reference) => reference.isWrite()).map(({ identifier }) => patternSource(identifier)?.value));
    }
    default:
      return undefined;
  }
}

/** `text.split(' ')`, `text.split(/\s+/)`, also after a trim. */
function isSplit(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  const { callee, arguments: [separator] } = call;
  if (callee.type !== 'MemberExpression' || propertyName(analysis, callee) !== 'split' || separator === undefined) return false;
  if (separator.type === 'Literal' && 'regex' in separator) return /^( |\\s|\[[\\s t]+\])[+*]?$/.test(separator.regex.pattern);
  return constantString(analysis, separator) === ' ';
}
