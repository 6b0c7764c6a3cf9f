import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { usesProcess } from '../analysis/bindings/dependencies.js';
import { resolveReference } from '../analysis/bindings/reference.js';
import { mayLoad } from '../analysis/processes/catalogue.js';
import { EXIT_HANDLERS, exitHandlers } from '../analysis/program/exit-handlers.js';
import { unfinishedWork } from '../analysis/program/unfinished-work.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'asyncHandler' | 'unfinished';

export const noAsyncExitHandler: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow asynchronous work in `exit` handlers',
      url: docsUrl('no-async-exit-handler'),
    },
    schema: [],
    messages: {
      asyncHandler:
        'Nothing after the first `await` of this handler ever runs: the process ends as soon as its `exit` handlers return. Do the asynchronous part on SIGTERM or `beforeExit`, and only synchronous work here.',
      unfinished:
        '`{{name}}` only begins its work here: the process ends as soon as its `exit` handlers return, so the work is lost. Use the synchronous form, or do it on SIGTERM before the exit.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!usesProcess(analysis) && !mayLoad(analysis, EXIT_HANDLERS)) return {};
    return {
      'Program:exit'() {
        for (const { handler, owner } of exitHandlers(analysis)) {
          for (const work of unfinishedWork(analysis, owner)) {
            if (work === owner) context.report({ node: handler, messageId: 'asyncHandler' });
            else context.report({ node: work, messageId: 'unfinished', data: { name: nameOfWork(analysis, work) } });
          }
        }
      },
    };
  },
};

function nameOfWork(analysis: Analysis, work: TSESTree.Node): string {
  const node = work.type === 'CallExpression' ? work.callee : work;
  const reference = resolveReference(analysis, node);
  const name = reference?.member || analysis.sourceCode.getText(node);
  return name.split(/\s*\n\s*/).join(' ').slice(0, 40);
}
