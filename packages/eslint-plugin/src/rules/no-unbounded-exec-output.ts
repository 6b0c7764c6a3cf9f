import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { is, resolveReference } from '../analysis/bindings/reference.js';
import { optionValue } from '../analysis/options/object.js';
import { collectsUnbounded } from '../analysis/output/collects-unbounded.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { type ProcessCall, processCalls } from '../analysis/processes/process-call.js';
import { programRole } from '../analysis/program/role.js';
import { nameOf } from '../analysis/syntax/call-name.js';
import { unwrap } from '../analysis/syntax/unwrap.js';
import { constantNumber } from '../analysis/values/constant-number.js';
import { constantString } from '../analysis/values/constant.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'collected' | 'endless' | 'unbounded';

/** V8 cannot make a longer string: a limit above it is none. */
const LONGEST_STRING = 0x1fffffe8;
/** Commands that go on until somebody ends them. */
const ENDLESS = /^\s*(sudo\s+)?(tail\s+(.*\s)?(-\w*[fF]\b|--follow)|journalctl\s+(.*\s)?(-\w*f\b|--follow)|(docker|kubectl|podman)(-compose|\s+compose)?\s+logs\s+(.*\s)?(-\w*f\b|--follow)|watch\s|yes(\s|$)|tcpdump\b(?!.*\s-c)|ping\b(?!.*\s-[cn]\s?\d)\s)/;

export const noUnboundedExecOutput: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow collecting the output of a child process without a limit',
      url: docsUrl('no-unbounded-exec-output'),
    },
    schema: [],
    messages: {
      collected:
        'Whatever this child prints is kept in the memory of the server, without a limit: one that prints without end takes the server down with it. Count the bytes and end the child past a limit, or pass the stream on.',
      endless:
        'This command does not end by itself, and `{{name}}` hands out its output only at the end: it collects up to `maxBuffer`, and then kills it. Use `spawn` and read the stream.',
      unbounded:
        'Without a limit the output is kept until memory ends: a string cannot be longer than 512 MiB, and the process dies of it. Set `maxBuffer` to what you expect, or use `spawn` and read the stream.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis)) return {};
    return {
      'Program:exit'() {
        for (const call of processCalls(analysis)) {
          const limit = optionValue(analysis, call.options, 'maxBuffer');
          if (limit !== undefined && isNoLimit(analysis, limit)) context.report({ node: limit, messageId: 'unbounded' });
          else if (isEndless(analysis, call)) {
            const name = nameOf(call.node);
            context.report({ node: name, messageId: 'endless', data: { name: context.sourceCode.getText(name) } });
          }
          for (const node of collectsUnbounded(analysis, call)) {
            if (/^(server|worker)$/.test(programRole(analysis))) context.report({ node, messageId: 'collected' });
          }
        }
      },
    };
  },
};

function isNoLimit(analysis: Analysis, limit: TSESTree.Node): boolean {
  const node = unwrap(limit);
  const reference = resolveReference(analysis, node);
  if (is(reference, 'global', 'Infinity') || /^Number\.(POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(reference?.member ?? '')) return true;
  const value = constantNumber(analysis, node);
  return value !== undefined && value >= LONGEST_STRING;
}

function isEndless(analysis: Analysis, { starts, target, args }: ProcessCall): boolean {
  const buffers = starts.gives === 'throws' || starts.callback || (starts.takes === 'command' && starts.gives === 'promise');
  if (!buffers || target === undefined) return false;
  const list = args === undefined ? undefined : unwrap(args);
  const words = list?.type === 'ArrayExpression' ? list.elements.map((one) => (one === null ? '' : (constantString(analysis, one) ?? ''))) : [];
  const template = unwrap(target);
  const start = template.type === 'TemplateLiteral' ? template.quasis.map(({ value }) => value.cooked).join('x') : undefined;
  const command = constantString(analysis, target) ?? start;
  return command !== undefined && !/[|;&\n]/.test(command) && ENDLESS.test([command, ...words, ''].join(' '));
}
