import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions, mentionsStarter } from '../analysis/mentions.js';
import { follow } from '../analysis/failure/follow.js';
import { looksAtArguments } from '../analysis/failure/handlers.js';
import { type Listener, noUses } from '../analysis/failure/uses.js';
import { type ProcessCall, processCalls } from '../analysis/processes/process-call.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'outputLost' | 'useClose';

export const noExitWithoutClose: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow taking `exit` for the end of a child whose output is read',
      url: docsUrl('no-exit-without-close'),
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      outputLost:
        '`exit` may come before the last output has been read, and on a busy machine it does: the end of the output is missing. Wait for `close`, which comes when the streams have ended.',
      useClose: 'Wait for `close`; it brings the same code and signal.',
    },
  },
  create(context) {
    if (!mentionsStarter(context) || !mentions(context, 'exit')) return {};
    const analysis = analysisOf(context);
    return {
      'Program:exit'() {
        const reported = new Set<TSESTree.Node>();
        for (const call of processCalls(analysis)) {
          const listener = call.starts.gives === 'child' && call.callback === undefined ? tooEarly(analysis, call) : undefined;
          if (listener === undefined) continue;
          const event = eventNode(listener);
          if (reported.has(event)) continue;
          reported.add(event);
          context.report({
            node: event,
            messageId: 'outputLost',
            suggest: event.type === 'Literal' ? [{ messageId: 'useClose', fix: (fixer) => fixer.replaceText(event, event.raw.replace('exit', 'close')) }] : [],
          });
        }
      },
    };
  },
};

/** The `exit` listener of a child whose output is read, in a place that never waits for the output's own end. */
function tooEarly(analysis: Analysis, call: ProcessCall): Listener | undefined {
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

function eventNode({ handler }: Listener): TSESTree.Node {
  const call = handler.type === 'CallExpression' ? handler : handler.parent;
  if (call?.type !== 'CallExpression') return handler;
  return call.arguments[handler === call ? 1 : 0] ?? handler;
}
