import { analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { processCalls } from '../analysis/processes/process-call.js';
import { runsPerRequest } from '../analysis/program/request.js';
import { programRole } from '../analysis/program/role.js';
import { nameOf } from '../analysis/syntax/call-name.js';
import { docsUrl, type Rule } from '../rule.js';

export const noSyncChildInRequest: Rule<'blocks'> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow synchronous child processes in request handlers',
      url: docsUrl('no-sync-child-in-request'),
    },
    schema: [],
    messages: {
      blocks:
        '`{{name}}` stops the whole server until the child has ended: no other request is answered, no health check either. Use the asynchronous form and await it.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, /sync|shelljs/i)) return {};
    return {
      'Program:exit'() {
        for (const { node, starts } of processCalls(analysis)) {
          if (starts.gives !== 'throws' && starts.gives !== 'result') continue;
          if (!runsPerRequest(analysis, node) || /^(cli|test)$/.test(programRole(analysis))) continue;
          const name = nameOf(node);
          context.report({ node: name, messageId: 'blocks', data: { name: context.sourceCode.getText(name) } });
        }
      },
    };
  },
};
