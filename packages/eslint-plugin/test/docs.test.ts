import { existsSync, readdirSync, readFileSync } from 'node:fs';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';
import { rules } from '../src/rules.js';
import { samples } from './documented-samples.js';

const root = new URL('../', import.meta.url);

it('documents and tests every rule, and no other', () => {
  const names = Object.keys(rules).sort();
  const stems = (folder: string, suffix: string): string[] =>
    readdirSync(new URL(folder, root)).filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length)).sort();
  expect(stems('docs/rules/', '.md')).toEqual(names);
  expect(stems('test/rules/', '.test.ts')).toEqual(names);
  expect(stems('src/rules/', '.ts')).toEqual(names);
});

it('maps the production checklist to every rule', () => {
  const text = readFileSync(new URL('docs/production-checklist.md', root), 'utf8');
  const linked = [...text.matchAll(/^\|[^|]*\| \[([a-z-]+)\]\(rules\/\1\.md\) \|/gm)].map((match) => match[1]!);
  expect(linked.sort()).toEqual(Object.keys(rules).sort());
});

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const page = new URL(`docs/rules/${name}.md`, root);
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';

  it('is described as its page says', () => {
    expect(text).toContain(`# ${rule.meta.docs!.description.replace(/^./, (first) => first.toUpperCase())}`);
    expect(rule.meta.docs!.url).toContain(`/docs/rules/${name}.md`);
    expect(text).toContain('## When not to use it');
  });

  const own = samples.filter((sample) => sample.rule === name);

  it('has samples of both kinds', () => {
    expect(new Set(own.map(({ incorrect }) => incorrect)).size).toBe(2);
  });

  it.each(own)('line $line: sample reports iff it is an incorrect one', ({ language, code, incorrect }) => {
    const config: Linter.Config = {
      files: ['**/*.js', '**/*.ts'],
      plugins: { childproof: plugin },
      languageOptions: language === 'ts' ? { parser: parser } : {},
      rules: { [`childproof/${name}`]: 'error' },
    };
    const messages = new Linter().verify(code, [config], `sample.${language}`);
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    expect(messages.length > 0).toBe(incorrect);
  });
});
