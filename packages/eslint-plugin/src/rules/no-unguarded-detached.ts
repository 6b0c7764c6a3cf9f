import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { follow } from '../analysis/failure/follow.js';
import { noUses } from '../analysis/failure/uses.js';
import { optionValue } from '../analysis/options/object.js';
import { mayBeTruthy } from '../analysis/options/truthiness.js';
import { possibleStrings } from '../analysis/values/possible-strings.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { type ProcessCall, processCalls } from '../analysis/processes/process-call.js';
import { unwrap } from '../analysis/syntax/unwrap.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'halfDaemon' | 'unguarded';

/** A package that looks after groups, or the group being signalled: `process.kill(-child.pid)`. */
const GUARDS = /@childproof\/orphan-guard|tree-kill|\bfkill\b|killTree|kill_?group|taskkill|\bkill\(\s*`?-|-\s*\w+(\.\w+)*!?\??\.pid\b/i;

export const noUnguardedDetached: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow detached children that nobody ends when the parent ends',
      url: docsUrl('no-unguarded-detached'),
    },
    schema: [],
    messages: {
      halfDaemon:
        'A detached child outlives this process, but its pipes do not: it dies of SIGPIPE or hangs later on. For a daemon that is meant to survive, give it `stdio: \'ignore\'` or files as well as `unref()`.',
      unguarded:
        'A detached child outlives this process: every crash and every deploy leaves one more running. End its whole group with `process.kill(-child.pid)` on shutdown, guard the process with @childproof/orphan-guard, or, for a daemon that is meant to survive, say so with `unref()` and `stdio: \'ignore\'`.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis) || !mentions(analysis, 'detached') || mentions(analysis, GUARDS)) return {};
    return {
      'Program:exit'() {
        for (const call of processCalls(analysis)) {
          const detached = optionValue(analysis, call.options, 'detached');
          if (!mayBeTruthy(analysis, detached)) continue;
          const messageId = verdict(analysis, call);
          if (messageId !== undefined) context.report({ node: detached!.parent ?? call.node, messageId });
        }
      },
    };
  },
};

function verdict(analysis: Analysis, call: ProcessCall): MessageIds | undefined {
  const uses = noUses();
  follow(analysis, call.node, uses);
  if (uses.released) return isCutLoose(analysis, call) ? undefined : 'halfDaemon';
  // `await once(child, 'exit')`: a helper that is given a group of its own and waited for until it is done.
  const waited = uses.listeners.some(({ handler }) => handler.type === 'CallExpression');
  return uses.escapes || uses.stored !== undefined || (waited && isCutLoose(analysis, call)) ? undefined : 'unguarded';
}

/** True unless the child's standard streams are pipes to this process, which is what they are by default. */
function isCutLoose(analysis: Analysis, { options }: ProcessCall): boolean {
  const stdio = optionValue(analysis, options, 'stdio');
  if (stdio === undefined) return hasUnknownParts(options);
  const list = unwrap(stdio);
  const streams = list.type === 'ArrayExpression' ? list.elements.slice(0, 3) : [list];
  return !streams.some((stream) => stream === null || isPipe(analysis, stream));
}

function isPipe(analysis: Analysis, stream: TSESTree.Node): boolean {
  const values = possibleStrings(analysis, stream);
  return values.includes('pipe') || values.includes('overlapped');
}

/** Options that are made elsewhere, or spread from there, may say anything. */
function hasUnknownParts(options: TSESTree.Node | undefined): boolean {
  const node = options && unwrap(options);
  return node?.type !== 'ObjectExpression' || node.properties.some(({ type }) => type === 'SpreadElement');
}
