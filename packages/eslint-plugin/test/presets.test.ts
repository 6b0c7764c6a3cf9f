import { createRequire } from 'node:module';
import plugin from '@childproof/eslint-plugin';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { rules } from '../src/rules.js';

const code = "import { exec } from 'node:child_process';\nexec(`ls ${dir} | wc`, done);";

it.each(['recommended', 'strict'] as const)('%s works in a flat config that names nothing else', (preset) => {
  const messages = new Linter().verify(code, [plugin.configs[preset]]);
  expect(messages.map(({ ruleId }) => ruleId)).toEqual(['childproof/no-interpolated-exec']);
});

it.each([
  ["fork('./worker.js');", 'require-fork-error-handling', 'require-exit-check'],
  ["const worker = fork('./worker.js'); worker.on('error', fail);", 'require-fork-error-handling', 'require-exit-check'],
  ["let out = ''; const c = spawn('ls'); c.on('error', fail); c.stdout.on('data', (d) => { out += d; }); c.on('exit', (code) => use(code, out));", 'no-exit-without-close', 'require-exit-check'],
])('reports a mistake once, by its own rule where that is switched on: %s', (statement, own, general) => {
  const source = `import { fork, spawn } from 'node:child_process';\n${statement}`;
  const reported = (names: readonly string[]) => {
    const rules = Object.fromEntries(names.map((name) => [`childproof/${name}`, 'error' as const]));
    return new Linter().verify(source, [{ plugins: { childproof: plugin }, rules }]).map(({ ruleId }) => ruleId);
  };
  expect(reported([general])).toEqual([`childproof/${general}`]);
  expect(reported([general, own])).toEqual([`childproof/${own}`]);
  expect(reported([own, general])).toEqual([`childproof/${own}`]);
});

it('gives the plugin itself to require(), with the same rules', () => {
  const required = createRequire(import.meta.url)('@childproof/eslint-plugin') as typeof plugin;
  expect(Object.keys(required.rules!)).toEqual(Object.keys(plugin.rules!));
  expect(required.configs.strict.plugins).toEqual({ childproof: required });
});

it('says its name and version, and holds every rule in strict', () => {
  expect(plugin.meta).toEqual({ name: packageJson.name, version: packageJson.version, namespace: 'childproof' });
  expect(Object.keys(plugin.configs.strict.rules!)).toEqual(Object.keys(rules).map((name) => `childproof/${name}`));
});
