import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { propertyName, type Reference, resolveReference } from '../bindings/reference.js';
import { optionValue } from '../options/object.js';
import { mayBeTruthy } from '../options/truthiness.js';
import { processCall } from '../processes/process-call.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { some, walk } from '../syntax/walk.js';

/** What a function only begins: itself where it awaits, and calls whose work comes after it has returned. */
export function unfinishedWork(analysis: Analysis, owner: FunctionNode): TSESTree.Node[] {
  if (owner.async && awaits(analysis, owner)) return [owner];
  const found: TSESTree.Node[] = [];
  walk(owner.body, analysis.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    if (node.type !== 'CallExpression' || !isUnfinished(analysis, node)) return true;
    found.push(node);
    return false;
  });
  return found;
}

function awaits(analysis: Analysis, owner: FunctionNode): boolean {
  return some(owner.body, analysis.sourceCode.visitorKeys, (node) => {
    return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
  });
}

function isUnfinished(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  if (callee.type === 'MemberExpression' && /^(then|finally)$/.test(propertyName(analysis, callee) ?? '')) return true;
  const starts = processCall(analysis, call);
  // A detached child is there when spawn() returns, and needs nobody any more.
  if (starts !== undefined) return isAwaitedChild(starts.starts.gives) && !mayBeTruthy(analysis, optionValue(analysis, starts.options, 'detached'));
  const local = calledFunction(analysis, call);
  if (local !== undefined) return local.async && awaits(analysis, local);
  const reference = resolveReference(analysis, callee);
  return reference !== undefined && isAsynchronous(reference, call);
}

function isAwaitedChild(gives: string): boolean {
  return gives === 'promise' || gives === 'child';
}

const TIMERS = /^(setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick|fetch)$/;

function isAsynchronous({ module, member }: Reference, call: TSESTree.CallExpression): boolean {
  if (module === 'global') return TIMERS.test(member);
  if (module === 'process') return member === 'nextTick';
  if (module === 'timers') return member.startsWith('set');
  if (module === 'fs/promises' || module === 'timers/promises') return member !== '';
  if (module !== 'fs' && module !== 'fs-extra' && module !== 'graceful-fs') return false;
  if (member.startsWith('promises.')) return true;
  if (/Sync$|^(create|watch|unwatch)/.test(member)) return false;
  return member !== '' && (module === 'fs-extra' || isFunction(call.arguments.at(-1)) || call.arguments.at(-1)?.type === 'Identifier');
}
