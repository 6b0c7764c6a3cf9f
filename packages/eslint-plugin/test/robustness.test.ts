import { readdirSync, readFileSync } from 'node:fs';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';

const base: Linter.Config = { ...plugin.configs.strict, files: ['**/*.js', '**/*.ts'] };
const verify = (code: string, typescript: boolean): Linter.LintMessage[] =>
  new Linter().verify(code, [typescript ? { ...base, languageOptions: { parser: parser } } : base], typescript ? 'a.ts' : 'a.js');

const sources = readdirSync(new URL('rules/', import.meta.url)).map((file) => readFileSync(new URL(`rules/${file}`, import.meta.url), 'utf8'));
const programs = sources.flatMap((text) => [...text.matchAll(/(?:cp|server|imported|reports)\((?:'[^']*', )?(["'`])(.+?)\1/g)].map((match) => match[2]!));

it('crashes on no program cut off or spliced at any token', () => {
  const header = "import { exec, spawn, spawnSync } from 'node:child_process'; import http from 'http'; http.createServer();\n";
  const words = programs.map((program) => program.split(/(?<=[\s(){}[\],;.=])/));
  let parsed = 0;
  for (const [index, left] of words.entries()) {
    const right = words[(index * 7 + 3) % words.length]!;
    for (let cut = 0; cut <= left.length; cut++) {
      const code = header + left.slice(0, cut).join('') + right.slice(right.length % (cut + 1)).join('');
      for (const typescript of [false, true]) if (verify(code, typescript).every(({ fatal }) => fatal !== true)) parsed++;
    }
  }
  expect(programs.length).toBeGreaterThan(40);
  expect(parsed).toBeGreaterThan(100);
}, 120_000);

it('settles on values that are made of themselves, however deep', () => {
  const chain = Array.from({ length: 60 }, (_, index) => `const v${index + 1} = v${index} + v${index};`).join('\n');
  const code = `import { exec } from 'child_process';\nlet a = b, b = a; a = a + b;\nfunction f() { return g(); } function g() { return f(); }\nconst v0 = f();\n${chain}\nexec(a, done); exec(f(), done); exec(v60, done); exec(${'x + '.repeat(800)}'', done);`;
  expect(verify(code, false).some(({ fatal }) => fatal)).toBe(false);
});
