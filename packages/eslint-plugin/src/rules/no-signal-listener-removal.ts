import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { usesProcess } from '../analysis/bindings/dependencies.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { callsOnProcess } from '../analysis/program/process-uses.js';
import { programRole } from '../analysis/program/role.js';
import { possibleStrings } from '../analysis/values/possible-strings.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'all' | 'everyEvent' | 'others';

export const noSignalListenerRemoval: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow removing the signal listeners of others',
      url: docsUrl('no-signal-listener-removal'),
    },
    schema: [],
    messages: {
      all: 'This takes away everybody\'s {{event}} handlers, those of libraries that clean up included: on the next deploy nothing is drained, closed or killed. Remove your own listener with `process.off(event, listener)`.',
      everyEvent:
        'This takes away every listener that anybody has put on the process: no signal is handled any more, and no crash. Remove your own listeners with `process.off(event, listener)`.',
      others:
        'These {{event}} listeners belong to others: without them their clean-up never runs. Remove only the listener that you have added yourself.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!usesProcess(analysis)) return {};
    return {
      'Program:exit'() {
        for (const call of callsOnProcess(analysis)) {
          const found = removal(analysis, call);
          if (found !== undefined && programRole(analysis) !== 'test') context.report({ node: call, messageId: found.messageId, data: { event: found.event } });
        }
      },
    };
  },
};

function removal(analysis: Analysis, call: TSESTree.CallExpression): { messageId: MessageIds; event: string } | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(analysis, callee);
  if ((name !== 'removeAllListeners' && name !== 'listeners' && name !== 'rawListeners')) return undefined;
  const [event] = call.arguments;
  if (event === undefined) return name === 'removeAllListeners' ? { messageId: 'everyEvent', event: '' } : undefined;
  const signal = possibleStrings(analysis, event).find((one) => /^SIG[A-Z0-9]+$/.test(one));
  if (signal === undefined) return undefined;
  if (name === 'removeAllListeners') return { messageId: 'all', event: signal };
  return removesEach(analysis, call) ? { messageId: 'others', event: signal } : undefined;
}

/** `process.listeners('SIGTERM').forEach((one) => process.off('SIGTERM', one))`, or the same in a loop. */
function removesEach(analysis: Analysis, list: TSESTree.CallExpression): boolean {
  const { parent } = list;
  const visited =
    parent.type === 'MemberExpression' ? parent.parent
    : parent.type === 'ForOfStatement' ? parent.body
    : undefined;
  return visited !== undefined && /\bprocess\s*\.\s*(off|removeListener)\(/.test(analysis.sourceCode.getText(visited));
}
