import { RuleTester as TypeScriptRuleTester, type InvalidTestCase, type ValidTestCase } from '@typescript-eslint/rule-tester';
import { RuleTester } from 'eslint';
import { afterAll, describe, it } from 'vitest';
import type { Rule } from '../src/rule.js';

TypeScriptRuleTester.afterAll = afterAll;
TypeScriptRuleTester.describe = describe;
TypeScriptRuleTester.it = it;
RuleTester.describe = describe;
RuleTester.it = it;

interface Cases<MessageIds extends string, Options extends readonly unknown[]> {
  readonly valid: readonly (ValidTestCase<Options> | string)[];
  readonly invalid: readonly InvalidTestCase<MessageIds, Options>[];
}

/** Runs the cases under ESLint's own parser and typescript-eslint's, and `typescript` under the latter only. */
export function testRule<MessageIds extends string, Options extends readonly unknown[]>(
  name: string,
  rule: Rule<MessageIds, Options>,
  javascript: Cases<MessageIds, Options>,
  typescript: Cases<MessageIds, Options>,
): void {
  describe('ESLint', () => {
    // ESLint's types and typescript-eslint's describe one and the same rule and cases in two ways.
    const tester: { run(name: string, rule: unknown, cases: unknown): void } = new RuleTester();
    tester.run(name, rule, javascript);
  });
  describe('typescript-eslint', () => {
    new TypeScriptRuleTester().run(name, rule, {
      valid: [...javascript.valid.map(asJavaScript), ...typescript.valid],
      invalid: [...javascript.invalid.map(asJavaScript), ...typescript.invalid],
    });
  });
}

function asJavaScript<T extends object>(testCase: T | string): T & { filename: string } {
  const object = typeof testCase === 'string' ? { code: testCase } : testCase;
  return { filename: 'file.js', ...object } as T & { filename: string };
}
