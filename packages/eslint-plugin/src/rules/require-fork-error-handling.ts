import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { claim } from '../analysis/claims.js';
import { is, propertyName, resolveReference } from '../analysis/bindings/reference.js';
import { follow } from '../analysis/failure/follow.js';
import { forkVerdict, type Unheard } from '../analysis/failure/fork-verdict.js';
import { noUses } from '../analysis/failure/uses.js';
import { propertyUses } from '../analysis/failure/property-uses.js';
import { mayLoad, mentionsProcesses } from '../analysis/processes/catalogue.js';
import { processCalls } from '../analysis/processes/process-call.js';
import { ADDS_LISTENER } from '../analysis/program/process-listeners.js';
import { programRole } from '../analysis/program/role.js';
import { nameOf } from '../analysis/syntax/call-name.js';
import { nodesOf } from '../analysis/syntax/nodes.js';
import { possibleStrings } from '../analysis/values/possible-strings.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = Unheard | 'clusterExit';

export const requireForkErrorHandling: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'require that the failure and the end of a forked worker are handled',
      url: docsUrl('require-fork-error-handling'),
    },
    schema: [],
    messages: {
      clusterExit:
        'When this worker dies nobody notices: after some crashes no worker is left, and the primary accepts connections that nobody answers. Listen for `exit` on the cluster and fork another.',
      noError:
        'Without an `error` listener the first message that cannot be sent to a dead worker crashes the parent. Listen for `error`.',
      noExit:
        'When this worker dies nobody notices: its jobs are lost, and whoever waits for their results waits for ever. Listen for `exit`, and fail or retry what it was working on.',
      nothing:
        'Nobody listens to this worker: when it dies its jobs are lost without a trace, and the next message to it crashes the parent. Listen for `error` and `exit`.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!(mentionsProcesses(analysis) || mentionsCluster(analysis)) || !mentions(analysis, 'fork')) return {};
    claim(analysis, 'forks');
    return {
      'Program:exit'() {
        for (const call of processCalls(analysis)) {
          const messageId = forkVerdict(analysis, call);
          if (messageId !== undefined) context.report({ node: nameOf(call.node), messageId });
        }
        for (const node of clusterForks(analysis)) if (programRole(analysis) !== 'test') context.report({ node, messageId: 'clusterExit' });
      },
    };
  },
};

/** Whoever gets it may listen. */
function isGivenAway(analysis: Analysis, node: TSESTree.Node): boolean {
  const uses = noUses();
  if (!propertyUses(analysis, node, uses)) follow(analysis, node, uses);
  return uses.escapes || uses.stored !== undefined;
}

function mentionsCluster(analysis: Analysis): boolean {
  return mayLoad(analysis, ['cluster']);
}

/** `cluster.fork()` in a file that never hears of a worker's end. */
function clusterForks(analysis: Analysis): TSESTree.Node[] {
  if (!mentionsCluster(analysis)) return [];
  const calls = nodesOf(analysis, 'CallExpression');
  const heard = calls.some(({ callee, arguments: [event] }) => {
    if (callee.type !== 'MemberExpression' || !ADDS_LISTENER.test(propertyName(analysis, callee) ?? '')) return false;
    return possibleStrings(analysis, event).some((name) => /^(exit|disconnect|close)$/.test(name)) && !is(resolveReference(analysis, callee.object), 'global', 'process');
  });
  if (heard) return [];
  const forks = calls.filter(({ callee }) => is(resolveReference(analysis, callee), 'cluster', 'fork'));
  return forks.filter((fork) => !isGivenAway(analysis, fork)).map((call) => nameOf(call));
}
