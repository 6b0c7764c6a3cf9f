import type { TSESLint } from '@typescript-eslint/utils';

/** A rule of this plugin: what `meta.docs` holds and which message ids `create` may report. */
export type Rule<MessageIds extends string, Options extends readonly unknown[] = []> = Omit<
  TSESLint.RuleModule<MessageIds, Options, RuleDocs>,
  'defaultOptions'
>;

interface RuleDocs {
  readonly description: string;
  readonly url: string;
}

/** Where a rule's documentation page is published. */
export function docsUrl(rule: string): string {
  return `https://github.com/childproof/childproof/blob/main/packages/eslint-plugin/docs/rules/${rule}.md`;
}
