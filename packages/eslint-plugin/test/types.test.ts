import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, describe, expect, it, vi } from 'vitest';
import plugin from '../src/index.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'fixtures/typed');

function reports(rule: string, code: string, typed: boolean, { name = 'file.ts', disallowAutomaticSingleRunInference = true } = {}): string[] {
  const languageOptions = { parser, parserOptions: typed ? { project: './tsconfig.json', tsconfigRootDir: folder, disallowAutomaticSingleRunInference } : {} };
  const config = { files: ['**/*.ts'], plugins: { childproof: plugin }, languageOptions, rules: { [`childproof/${rule}`]: 'error' as const } };
  const messages = new Linter({ cwd: folder }).verify(code, [config], { filename: join(folder, name) });
  return messages.map(({ messageId, message }) => messageId ?? message);
}

const imported = (names: string, code: string): string => `import { exec } from 'node:child_process';\nimport { ${names} } from './elsewhere.js';\n${code}`;

/** Rule, code, what is reported without type information, and what with it. */
const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['no-interpolated-exec', imported('settings', 'exec(`serve ${settings.port}`, console.log);'), ['interpolated'], []],
  ['no-interpolated-exec', imported('settings', 'exec(`serve --${settings.mode}`, console.log);'), ['interpolated'], []],
  ['no-interpolated-exec', imported('settings', "exec('kill ' + settings.ports.join(' '), console.log);"), ['interpolated'], []],
  ['no-interpolated-exec', imported('pick', 'exec(`run ${pick(process.argv[2]!)}`, console.log);'), ['interpolated'], []],
  ['no-interpolated-exec', imported('settings', 'exec(`serve ${settings.name}`, console.log);'), ['interpolated'], ['interpolated']],
  ['no-interpolated-exec', imported('settings', 'exec(`serve ${JSON.parse(settings.name)}`, console.log);'), ['interpolated'], ['interpolated']],
  ['no-killed-as-dead', imported('worker', "if (worker?.killed) console.log('gone', exec);"), [], ['killedAsDead']],
  ['no-killed-as-dead', imported('lookalike', "if (lookalike.killed) console.log('gone', exec);"), [], []],
  [
    'no-process-exit-in-server',
    "import { createServer } from 'node:http';\nimport { queue } from './elsewhere.js';\nqueue.on('error', () => process.exit(1)); createServer().listen(80);",
    ['event'],
    [],
  ],
];

afterEach(() => vi.unstubAllEnvs());

describe('type information makes a rule more exact', () => {
  it.each(cases)('%s: %s', (rule, code, untyped, typed) => {
    expect(reports(rule, code, false)).toEqual(untyped);
    expect(reports(rule, code, true)).toEqual(typed);
  });

  it('also where the parser reads each file once, as it does in CI', () => {
    vi.stubEnv('CI', 'true');
    const name = 'on-disk.ts';
    const code = readFileSync(join(folder, name), 'utf8');
    expect(reports('no-interpolated-exec', code, false)).toEqual(['interpolated', 'interpolated']);
    expect(reports('no-interpolated-exec', code, true, { name, disallowAutomaticSingleRunInference: false })).toEqual(['interpolated']);
  });
});
