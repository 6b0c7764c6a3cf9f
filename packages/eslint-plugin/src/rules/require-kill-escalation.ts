import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { optionValue } from '../analysis/options/object.js';
import { childSource } from '../analysis/processes/child.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { exitHandlers } from '../analysis/program/exit-handlers.js';
import { programRole } from '../analysis/program/role.js';
import { nodesOf } from '../analysis/syntax/nodes.js';
import { isWithin } from '../analysis/syntax/walk.js';
import { constantString } from '../analysis/values/constant.js';
import { docsUrl, type Rule } from '../rule.js';

/** Somebody in the file ends processes for certain: by SIGKILL, by a package that does, or by taskkill's force. */
const ESCALATES = /SIGKILL|\bkill\([^)]*,\s*9\s*\)|-9\b|tree-kill|\bfkill\b|killTree|@childproof\/|taskkill|forceKill|AbortSignal\.timeout/;
/** Signals that ask a child to end, as opposed to stop, reload or report. */
const ENDS = /^SIG(TERM|INT|HUP|QUIT|BREAK)$/;

export const requireKillEscalation: Rule<'noEscalation'> = {
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require that a child which ignores SIGTERM is killed in the end',
      url: docsUrl('require-kill-escalation'),
    },
    schema: [],
    messages: {
      noEscalation:
        'A child that hangs or ignores {{signal}} goes on for ever, and whoever waits for its end hangs with it. Wait for `close` with a limit, and send SIGKILL when it has passed.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, /kill\s*\(/) || mentions(analysis, ESCALATES)) return {};
    return {
      'Program:exit'() {
        for (const call of nodesOf(analysis, 'CallExpression')) {
          const signal = askedToEnd(analysis, call);
          if (signal === undefined || isLastWord(analysis, call) || programRole(analysis) === 'test') continue;
          context.report({ node: call, messageId: 'noEscalation', data: { signal } });
        }
      },
    };
  },
};

/** The signal that the call asks a child with to end; `undefined` when it does not. */
function askedToEnd(analysis: Analysis, call: TSESTree.CallExpression): string | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || propertyName(analysis, callee) !== 'kill') return undefined;
  const source = childSource(analysis, callee.object);
  if (source === undefined) return undefined;
  // execa kills a child that is still there 5 seconds after kill() by itself.
  if (source !== 'annotated' && (source.reference.module === 'execa' || optionValue(analysis, source.options, 'killSignal') !== undefined)) return undefined;
  const [first] = call.arguments;
  if (first === undefined) return 'SIGTERM';
  // A signal that comes from elsewhere is passed on: whoever sent it sees what becomes of it, and sends SIGKILL.
  const signal = constantString(analysis, first);
  return signal !== undefined && ENDS.test(signal) ? signal : undefined;
}

/** In an `exit` handler nothing can be waited for: asking once is all that can be done. */
function isLastWord(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  return exitHandlers(analysis).some(({ owner }) => isWithin(call, owner));
}
