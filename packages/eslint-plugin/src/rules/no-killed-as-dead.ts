import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { constantValue } from '../analysis/values/constant.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { childSource } from '../analysis/processes/child.js';
import { ancestors } from '../analysis/syntax/ancestors.js';
import { isFunction } from '../analysis/syntax/functions.js';
import { nodesOf } from '../analysis/syntax/nodes.js';
import { wrapped } from '../analysis/syntax/unwrap.js';
import { some } from '../analysis/syntax/walk.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'killedAsDead' | 'neverEscalates' | 'useExitState';

export const noKilledAsDead: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow taking `child.killed` for "the child is dead"',
      url: docsUrl('no-killed-as-dead'),
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      killedAsDead:
        '`killed` says that a signal was sent, not that the child is gone: a child that ignores SIGTERM counts as dead, and one that crashed by itself as alive. Look at `exitCode` and `signalCode`, which are both `null` until it has ended.',
      neverEscalates:
        '`killed` is true as soon as SIGTERM has been sent, so this SIGKILL is never sent and a child that ignores SIGTERM runs on. Look at `exitCode` and `signalCode`, which are both `null` until it has ended.',
      useExitState: 'Ask whether the child has ended: `exitCode` and `signalCode`.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, 'killed')) return {};
    return {
      'Program:exit'() {
        for (const node of nodesOf(analysis, 'MemberExpression')) {
          if (propertyName(analysis, node) !== 'killed' || !isChild(analysis, node.object)) continue;
          const messageId = verdict(analysis, node);
          if (messageId === undefined) continue;
          const fix = replacement(analysis, node);
          context.report({
            node,
            messageId,
            suggest: [{ messageId: 'useExitState', fix: (fixer) => fixer.replaceText(fix.node, fix.text) }],
          });
        }
      },
    };
  },
};

/** A child by what was assigned to it, or by its name where it comes from another file. */
function isChild(analysis: Analysis, object: TSESTree.Node): boolean {
  if (childSource(analysis, object) !== undefined) return true;
  const name = object.type === 'MemberExpression' ? propertyName(analysis, object) : object.type === 'Identifier' ? object.name : undefined;
  return name !== undefined && /^_?(child(_?process)?|sub_?process|proc)$/i.test(name);
}

function verdict(analysis: Analysis, node: TSESTree.MemberExpression): MessageIds | undefined {
  const test = testOf(node);
  if (test === undefined || hasEnded(analysis, node)) return undefined;
  const { parent } = test;
  const guarded =
    parent?.type === 'IfStatement' && parent.test === test ? parent.consequent
    : parent?.type === 'LogicalExpression' && parent.left === test ? parent.right
    : undefined;
  const kills = guarded === undefined ? [] : killCalls(analysis, guarded);
  if (kills.some((call) => isSigkill(analysis, call))) return 'neverEscalates';
  // `if (!child.killed) child.kill()` says no more than "not yet asked to end", and is right.
  if (kills.length > 0 && parent?.type !== 'WhileStatement') return undefined;
  return 'killedAsDead';
}

/** The whole condition, or the returned or stored answer, that the property decides; `undefined` where it is only shown. */
function testOf(node: TSESTree.Node): TSESTree.Node | undefined {
  let test = wrapped(node);
  for (let { parent } = test; parent; { parent } = test) {
    const combines =
      (parent.type === 'UnaryExpression' && parent.operator === '!') ||
      parent.type === 'LogicalExpression' ||
      (parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator));
    if (!combines || (parent.type === 'LogicalExpression' && parent.left === test && killsIn(parent.right))) break;
    test = wrapped(parent);
  }
  const { parent } = test;
  switch (parent?.type) {
    case 'ConditionalExpression':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === test ? test : undefined;
    case 'LogicalExpression':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return test;
    default:
      return undefined;
  }
}

function killsIn(node: TSESTree.Node): boolean {
  return node.type === 'CallExpression';
}

function killCalls(analysis: Analysis, node: TSESTree.Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  some(node, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression' && propertyName(analysis, inner.callee) === 'kill') calls.push(inner);
    return false;
  });
  return calls;
}

function isSigkill(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  return call.arguments.some((argument) => [9, 'SIGKILL', 'KILL'].includes(constantValue(analysis, argument) as string));
}

/** In a handler of the end itself `killed` tells why it ended, which is what it is for. */
function hasEnded(analysis: Analysis, node: TSESTree.Node): boolean {
  for (const parent of ancestors(node)) {
    if (!isFunction(parent) || parent.parent.type !== 'CallExpression') continue;
    const { callee, arguments: args } = parent.parent;
    if (callee.type !== 'MemberExpression' || args[1] !== parent) continue;
    if (/^(exit|close)$/.test(String(constantValue(analysis, args[0]!)))) return true;
  }
  return false;
}

/** `!child.killed` and `child.killed` in terms of what the child itself says. */
function replacement(analysis: Analysis, node: TSESTree.MemberExpression): { node: TSESTree.Node; text: string } {
  const place = wrapped(node);
  const { sourceCode } = analysis;
  const object = sourceCode.getText(node.object);
  const dot = node.optional ? '?.' : '.';
  const negated = place.parent?.type === 'UnaryExpression' && place.parent.operator === '!';
  const text = negated
    ? `(${object}${dot}exitCode === null && ${object}.signalCode === null)`
    : `(${object}${dot}exitCode !== null || ${object}.signalCode !== null)`;
  return { node: negated ? place.parent! : place, text };
}
