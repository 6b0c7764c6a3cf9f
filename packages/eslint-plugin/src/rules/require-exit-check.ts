import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { isClaimed } from '../analysis/claims.js';
import { forkVerdict } from '../analysis/failure/fork-verdict.js';
import { tooEarly } from '../analysis/failure/too-early.js';
import { failureVerdict, type Unnoticed } from '../analysis/failure/verdict.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { type ProcessCall, processCalls } from '../analysis/processes/process-call.js';
import { nameOf } from '../analysis/syntax/call-name.js';
import { docsUrl, type Rule } from '../rule.js';

export const requireExitCheck: Rule<Unnoticed> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'require that somebody can notice when a child process fails',
      url: docsUrl('require-exit-check'),
    },
    schema: [],
    messages: {
      codeIgnored:
        'The exit code of this `{{name}}` is never looked at: a child that failed or was killed counts as a success. Check the code and the signal that `{{end}}` brings.',
      dropped:
        'Nobody listens to the child of this `{{name}}`: that it fails, or is not there at all, goes unnoticed or crashes the parent. Listen for `error` and `{{end}}`.',
      errorIgnored:
        'The callback of this `{{name}}` never looks at its error: a failed, killed or missing command counts as a success.',
      floating:
        'Nobody waits for this `{{name}}`: its failure becomes an unhandled rejection, which ends the process. Await it, or give it a rejection handler.',
      noErrorListener:
        'Without an `error` listener a missing command crashes the parent, and `exit` never comes, so whoever waits for it hangs. Listen for `error` too.',
      outputLost:
        'Output is collected, but used on `exit`, which may come before the last of it. Use `close`, which comes when the streams have ended.',
      resultIgnored:
        'This `{{name}}` does not throw on failure, and neither its status nor its error is read: a failed or missing command counts as a success.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis)) return {};
    return {
      'Program:exit'() {
        for (const call of processCalls(analysis)) {
          const messageId = failureVerdict(analysis, call);
          if (messageId === undefined || isReportedElsewhere(analysis, call, messageId)) continue;
          const node = nameOf(call.node);
          context.report({ node, messageId, data: { name: context.sourceCode.getText(node), end: call.starts.takes === 'module' ? 'exit' : 'close' } });
        }
      },
    };
  },
};

/** By the rule for forks, or for lost output, where that is switched on. */
function isReportedElsewhere(analysis: Analysis, call: ProcessCall, messageId: Unnoticed): boolean {
  if (isClaimed(analysis, 'forks') && /^no(thing|Exit)$/.test(forkVerdict(analysis, call) ?? '')) return true;
  return messageId === 'outputLost' && isClaimed(analysis, 'lost-output') && tooEarly(analysis, call) !== undefined;
}
