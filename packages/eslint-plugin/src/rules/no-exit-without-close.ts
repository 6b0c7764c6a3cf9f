import type { TSESTree } from '@typescript-eslint/utils';
import { analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { claim } from '../analysis/claims.js';
import { tooEarly } from '../analysis/failure/too-early.js';
import type { Listener } from '../analysis/failure/uses.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { processCalls } from '../analysis/processes/process-call.js';
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
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, 'exit')) return {};
    claim(analysis, 'lost-output');
    return {
      'Program:exit'() {
        const reported = new Set<TSESTree.Node>();
        for (const call of processCalls(analysis)) {
          const listener = tooEarly(analysis, call);
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

function eventNode({ handler }: Listener): TSESTree.Node {
  const call = handler.type === 'CallExpression' ? handler : handler.parent;
  if (call?.type !== 'CallExpression') return handler;
  return call.arguments[handler === call ? 1 : 0] ?? handler;
}
