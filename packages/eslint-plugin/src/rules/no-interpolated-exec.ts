import type { TSESTree } from '@typescript-eslint/utils';
import { analysisOf } from '../analysis/analysis.js';
import { mentionsProcesses } from '../analysis/processes/catalogue.js';
import { commandSites } from '../analysis/processes/command-sites.js';
import { type ProcessCall, processCalls } from '../analysis/processes/process-call.js';
import { shellText } from '../analysis/processes/shell-text.js';
import { wrapperSites } from '../analysis/processes/wrapper-sites.js';
import { nameOf } from '../analysis/syntax/call-name.js';
import { unwrap } from '../analysis/syntax/unwrap.js';
import { docsUrl, type Rule } from '../rule.js';
import { arrayForm } from './no-interpolated-exec/array-form.js';

type MessageIds = 'interpolated' | 'runtimeCommand' | 'useArray';

interface Options {
  readonly allowWholeCommand?: boolean;
}

export const noInterpolatedExec: Rule<MessageIds, [Options?]> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow run-time values in text that a shell parses',
      url: docsUrl('no-interpolated-exec'),
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allowWholeCommand: {
            type: 'boolean',
            description: 'Accept a command that is run-time as a whole, for programs whose purpose is to run commands.',
          },
        },
      },
    ],
    defaultOptions: [{}],
    messages: {
      interpolated:
        'A shell parses this text, and `{{value}}` becomes part of it: a space breaks the command, `; rm -rf ~` runs. Pass an argument array to execFile or spawn, without a shell.',
      runtimeCommand:
        'A shell parses `{{value}}`, whatever it holds at run time: whoever can influence it runs commands here. Pass a file and an argument array to execFile or spawn, without a shell.',
      useArray: 'Call `{{name}}` with an argument array; no shell is involved.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!mentionsProcesses(analysis)) return {};
    const allowWhole = context.options[0]?.allowWholeCommand === true;
    const reported = new Set<TSESTree.Node>();

    function check(call: ProcessCall): void {
      const text = shellText(analysis, call);
      for (const site of text === undefined ? wrapperSites(analysis, call) : commandSites(analysis, call, text)) {
        const [first] = site.parts;
        if (first === undefined || reported.has(site.call)) continue;
        const whole = site.texts.some((one) => unwrap(one) === first);
        if (whole && allowWhole) continue;
        reported.add(site.call);
        const form = text !== undefined && site.call === call.node ? arrayForm(analysis, call, text) : undefined;
        context.report({
          node: nameOf(site.call),
          messageId: whole ? 'runtimeCommand' : 'interpolated',
          data: { value: shorten(context.sourceCode.getText(first)) },
          suggest: form === undefined ? [] : [{ messageId: 'useArray', data: { name: form.name }, fix: form.fix }],
        });
      }
    }

    return {
      'Program:exit'() {
        for (const call of processCalls(analysis)) check(call);
      },
    };
  },
};

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
