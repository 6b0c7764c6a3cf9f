import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { usesProcess } from '../analysis/bindings/dependencies.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { mayEndProcess } from '../analysis/program/ending.js';
import { processListeners } from '../analysis/program/process-listeners.js';
import { callsOnProcess } from '../analysis/program/process-uses.js';
import { programRole } from '../analysis/program/role.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'rejection' | 'uncaught';

interface Options {
  readonly unhandledRejection?: boolean;
}

export const noContinueAfterUncaught: Rule<MessageIds, [Options?]> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow carrying on after an uncaught exception',
      url: docsUrl('no-continue-after-uncaught'),
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          unhandledRejection: {
            type: 'boolean',
            description: 'Report handlers of `unhandledRejection` that carry on, too.',
          },
        },
      },
    ],
    defaultOptions: [{}],
    messages: {
      rejection:
        'This handler swallows every unhandled rejection: Node.js would have ended the process, and now whatever waited for that promise waits for ever. Report it, shut down in order, and exit with a code other than 0.',
      uncaught:
        'After an uncaught exception nobody knows what state the process is in: requests hang, locks stay taken, wrong data is written. Report it, shut down in order, and exit with a code other than 0.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!usesProcess(analysis)) return {};
    const rejections = context.options[0]?.unhandledRejection === true;
    return {
      'Program:exit'() {
        for (const { handler, events } of [...processListeners(analysis), ...captureCallbacks(analysis)]) {
          const messageId = events.includes('uncaughtException') ? 'uncaught' : rejections && events.includes('unhandledRejection') ? 'rejection' : undefined;
          if (messageId !== undefined && !mayEndProcess(analysis, handler) && programRole(analysis) !== 'test') context.report({ node: handler, messageId });
        }
      },
    };
  },
};

/** `process.setUncaughtExceptionCaptureCallback(handler)` */
function captureCallbacks(analysis: Analysis): { readonly handler: TSESTree.Node; readonly events: readonly string[] }[] {
  return callsOnProcess(analysis).flatMap(({ callee, arguments: [handler] }) => {
    if (callee.type !== 'MemberExpression' || handler === undefined || handler.type === 'Literal') return [];
    if (propertyName(analysis, callee) !== 'setUncaughtExceptionCaptureCallback') return [];
    return [{ handler, events: ['uncaughtException'] }];
  });
}
