import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import type { ProcessCall } from '../processes/process-call.js';
import { follow } from './follow.js';
import { looksAtArguments } from './handlers.js';
import { neverCloses } from './output-lost.js';
import { type Listener, noUses } from './uses.js';

/** The `exit` listener of a child whose output is read, in a place that never waits for the output's own end. */
export function tooEarly(analysis: Analysis, call: ProcessCall): Listener | undefined {
  if (call.starts.gives !== 'child' || call.callback !== undefined || neverCloses(analysis, call)) return undefined;
  const uses = noUses();
  follow(analysis, call.node, uses);
  if (uses.escapes || uses.listeners.some(({ event }) => event === 'close')) return undefined;
  const collects = uses.output.some(({ event }) => event === 'data' || event === 'readable');
  const waits = uses.output.some(({ event }) => /^(end|close|finish)$/.test(event));
  if (!collects || waits) return undefined;
  return uses.listeners.find(({ event, handler }) => event === 'exit' && isTheEnd(analysis, handler));
}

/** A handler that only logs that the child is gone loses nothing: one that settles, calls back or uses the code goes on from there. */
function isTheEnd(analysis: Analysis, handler: TSESTree.Node): boolean {
  if (handler.type === 'CallExpression') return true; // once(child, 'exit')
  const text = analysis.sourceCode.getText(handler);
  return looksAtArguments(analysis, handler, 2) || /\b(resolve|reject|callback|cb|done|next|emit|end)\b/i.test(text);
}
