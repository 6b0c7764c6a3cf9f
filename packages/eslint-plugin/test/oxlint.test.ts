import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import plugin from '@childproof/eslint-plugin';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { samples } from './documented-samples.js';

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

it('reports in oxlint what it reports in ESLint, on every sample of the documentation', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'childproof-oxlint-')));
  try {
    const files = samples.map(({ language, code }, index) => ({ name: `sample-${index}.${language}`, code }));
    for (const { name, code } of files) writeFileSync(join(folder, name), code);
    const specifier = fileURLToPath(new URL('../dist/index.js', import.meta.url));
    const rules = Object.fromEntries(Object.keys(plugin.configs.strict.rules!).map((rule) => [rule, 'error']));
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ jsPlugins: [{ name: 'childproof', specifier }], categories: { correctness: 'off' }, rules }));
    const oxlint = join(createRequire(import.meta.url).resolve('oxlint/package.json'), '../bin/oxlint');
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '-f', 'json', '.'], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    const byOxlint = diagnostics.map(({ code, filename, labels }) => `${filename}:${labels[0]!.span.line} ${code}`);

    const byEslint = files.flatMap(({ name, code }) => {
      const config: Linter.Config = { files: ['**/*.js', '**/*.ts'], plugins: { childproof: plugin }, languageOptions: name.endsWith('.ts') ? { parser: parser } : {}, rules: rules as Linter.RulesRecord };
      return new Linter({ cwd: folder }).verify(code, [config], join(folder, name)).map(({ line, ruleId }) => `${name}:${line} ${ruleId!.replace('/', '(')})`);
    });
    expect(byOxlint.sort()).toEqual(byEslint.sort());
    expect(byOxlint.length).toBeGreaterThan(samples.length / 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
