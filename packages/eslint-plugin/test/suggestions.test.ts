import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';

const config: Linter.Config = { plugins: { childproof: plugin }, rules: { 'childproof/no-interpolated-exec': 'error' } };

it.each([
  "import { exec } from 'child_process'; exec(`git show ${ref}`, { cwd }, done);",
  "import { exec, execFile } from 'child_process'; exec(`git log --author=\"${name}\" -n 5`, done);",
  "const { execSync } = require('child_process'); execSync('rm -r ' + dir, { stdio: 'inherit' });",
  "import * as cp from 'child_process'; cp.execSync(`git add ${files.join(' ')} 'a b'`);",
])('the suggested code parses and passes the rule: %s', (code) => {
  const [message] = new Linter().verify(code, [config]);
  const { range, text } = message!.suggestions![0]!.fix;
  expect(new Linter().verify(code.slice(0, range[0]) + text + code.slice(range[1]), [config])).toEqual([]);
});

it.each([
  "import { exec } from 'child_process'; exec(`cat ${file} | wc`, done);",
  "import { exec } from 'child_process'; exec(`cd ${dir}`, done);",
  "import { exec } from 'child_process'; exec(`ls $HOME ${dir}`, done);",
  "import { exec } from 'child_process'; exec(`${command} --version`, done);",
  "import { exec } from 'child_process'; const execFile = 1; exec(`ls ${dir}`, done);",
])('suggests nothing where a shell is needed, or the name is taken: %s', (code) => {
  const [message] = new Linter().verify(code, [config]);
  expect(message!.suggestions ?? []).toEqual([]);
});

/** Diagnostics of a TypeScript program of one file, with the types of Node.js. */
function typeErrors(code: string): string[] {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: ['node'], noEmit: true, skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === 'sample.mts' ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...rest));
  const program = ts.createProgram(['sample.mts'], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

it.each([
  ['no-interpolated-exec', "import { exec } from 'node:child_process';\nexport const show = (ref: string | number): unknown => exec(`git show ${ref}`, (error, stdout) => { if (error) throw error; console.log(stdout.length); });"],
  ['no-interpolated-exec', "import * as cp from 'node:child_process';\nexport const add = (files: string[], cwd: string): Buffer => cp.execSync(`git add ${files.join(' ')}`, { cwd });"],
  ['no-killed-as-dead', "import { spawn } from 'node:child_process';\nconst child = spawn('ls');\nsetTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5_000);"],
  ['no-killed-as-dead', "import type { ChildProcess } from 'node:child_process';\nexport const isDead = (child: ChildProcess): boolean => child.killed;"],
  ['no-exit-without-close', "import { spawn } from 'node:child_process';\nlet output = '';\nconst child = spawn('ls');\nchild.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });\nchild.on('exit', (code) => { console.log(code, output); });"],
])('the code that %s suggests parses, type-checks and passes the rule', (rule, code) => {
  const typed: Linter.Config = { files: ['**/*.mts'], plugins: { childproof: plugin }, languageOptions: { parser: parser }, rules: { [`childproof/${rule}`]: 'error' } };
  expect(typeErrors(code)).toEqual([]);
  const [message] = new Linter().verify(code, [typed], 'sample.mts');
  const { range, text } = message!.suggestions![0]!.fix;
  const changed = code.slice(0, range[0]) + text + code.slice(range[1]);
  expect(typeErrors(changed)).toEqual([]);
  expect(new Linter().verify(changed, [typed], 'sample.mts')).toEqual([]);
}, 60_000);

it('fixes nothing by itself: each change can be seen by somebody', () => {
  for (const rule of Object.values(plugin.rules!)) expect(rule.meta!.fixable).toBeUndefined();
});
