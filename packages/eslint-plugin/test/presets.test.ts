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

it('gives the plugin itself to require(), with the same rules', () => {
  const required = createRequire(import.meta.url)('@childproof/eslint-plugin') as typeof plugin;
  expect(Object.keys(required.rules!)).toEqual(Object.keys(plugin.rules!));
  expect(required.configs.strict.plugins).toEqual({ childproof: required });
});

it('says its name and version, and holds every rule in strict', () => {
  expect(plugin.meta).toEqual({ name: packageJson.name, version: packageJson.version, namespace: 'childproof' });
  expect(Object.keys(plugin.configs.strict.rules!)).toEqual(Object.keys(rules).map((name) => `childproof/${name}`));
});
