import { analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { startedServer } from '../analysis/program/started-server.js';
import { docsUrl, type Rule } from '../rule.js';

export const requireShutdownHandler: Rule<'noHandler'> = {
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require that a program which starts a server handles SIGTERM',
      url: docsUrl('require-shutdown-handler'),
    },
    schema: [],
    messages: {
      noHandler:
        'Nobody handles SIGTERM here, so each deploy cuts off every request in flight. Stop accepting, drain and exit: `process.on(\'SIGTERM\', () => server.close())`, or leave it to @childproof/shutdown-manager.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    // What begins with a plain word is found many times faster than what begins with any dot.
    if (!mentions(analysis, 'listen') || !mentions(analysis, /listen\s*\(/) || !mentions(analysis, /\.\s*listen\s*\(/) || mentions(analysis, /SIGTERM|SIGINT|enableShutdownHooks/)) return {};
    return {
      'Program:exit'() {
        const server = startedServer(analysis);
        if (server !== undefined) context.report({ node: server, messageId: 'noHandler' });
      },
    };
  },
};
