// The tools that are compared, each asked one question: on which lines of these files do you report?
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import childproof from '@childproof/eslint-plugin';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import n from 'eslint-plugin-n';
import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import unicorn from 'eslint-plugin-unicorn';

const plugins = { childproof, n, security, sonarjs, unicorn };

/** Question → tool → its rules that answer it. biome has none for any of the three. */
export const RULES = {
  exec: {
    childproof: ['childproof/no-interpolated-exec'],
    security: ['security/detect-child-process'],
    sonarjs: ['sonarjs/os-command'],
  },
  check: {
    childproof: ['childproof/require-exit-check'],
    n: ['n/handle-callback-err'],
    oxlint: ['node/handle-callback-err'],
  },
  exit: {
    childproof: ['childproof/no-process-exit-in-server'],
    n: ['n/no-process-exit'],
    unicorn: ['unicorn/no-process-exit'],
    oxlint: ['unicorn/no-process-exit'],
  },
};

/** Reports of a tool on files of a folder. */
export function reportsOf(tool, rules, folder, files) {
  return tool === 'oxlint' ? byOxlint(rules, folder, files) : files.flatMap((file) => byEslint(rules, folder, file));
}

/** ESLint on one file; a file that is no module is read as a script. Comments in it switch nothing off. */
function byEslint(rules, folder, file) {
  const filename = join(folder, file);
  const code = readFileSync(filename, 'utf8');
  for (const sourceType of ['module', 'commonjs']) {
    const languageOptions = { sourceType, ...(/\.[cm]?tsx?$/.test(file) ? { parser } : {}) };
    const config = { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], plugins, languageOptions, linterOptions: { reportUnusedDisableDirectives: 'off' }, rules: Object.fromEntries(rules.map((rule) => [rule, 'error'])) };
    const messages = new Linter({ cwd: folder }).verify(code, [config], { filename, allowInlineConfig: false });
    if (!messages.some(({ fatal }) => fatal) || sourceType === 'commonjs') return messages.filter(({ ruleId }) => ruleId !== null).map(({ line }) => ({ file, line }));
  }
}

function byOxlint(rules, folder, files) {
  const binary = join(createRequire(import.meta.url).resolve('oxlint/package.json'), '../bin/oxlint');
  const allow = rules.flatMap((rule) => ['-D', rule]);
  const { stdout, status } = spawnSync(process.execPath, [binary, '-A', 'all', '--node-plugin', ...allow, '-f', 'json', '--no-ignore', '--disable-nested-config', ...files], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0 && status !== 1) throw new Error(`oxlint ended with ${status}: ${stdout}`);
  const { diagnostics } = JSON.parse(stdout);
  return diagnostics.flatMap(({ filename, labels }) => labels.slice(0, 1).map(({ span }) => ({ file: relative(folder, join(folder, filename)), line: span.line })));
}
