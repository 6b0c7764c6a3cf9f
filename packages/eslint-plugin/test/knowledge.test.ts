import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';

/** Ids of the messages that the rule gives; the code is read as TypeScript, which all of JavaScript is. */
function reports(rule: string, code: string): (string | undefined)[] {
  const config: Linter.Config = { files: ['**/*.ts'], plugins: { childproof: plugin }, languageOptions: { parser: parser }, rules: { [`childproof/${rule}`]: 'error' } };
  const messages = new Linter().verify(code, [config], 'file.ts');
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.map(({ messageId }) => messageId);
}

/** Ways to come by `exec`, each leaving it as `run`. */
const WAYS = {
  'a named import': "import { exec as run } from 'child_process';",
  'a named import with node:': "import { exec as run } from 'node:child_process';",
  'a string import name': "import { 'exec' as run } from 'child_process';",
  'a namespace import': "import * as cp from 'child_process'; const run = cp.exec;",
  'a default import': "import cp from 'child_process'; const { exec: run } = cp;",
  'a computed member': "import cp from 'child_process'; const run = cp['ex' + 'ec'];",
  'require': "const run = require('child_process').exec;",
  'require, taken apart': "const { exec: run } = require('child_process');",
  'require of a computed name': "const name = 'child_' + 'process'; const run = require(name).exec;",
  'require by a template': 'const run = require(`child_process`).exec;',
  'import = require': "import cp = require('child_process'); const run = cp.exec;",
  'await import()': "const { exec: run } = await import('node:child_process');",
  'await import(), member': "const run = (await import('child_process')).exec;",
  'getBuiltinModule': "const run = process.getBuiltinModule('child_process').exec;",
  'createRequire': "import { createRequire } from 'module'; const load = createRequire(import.meta.url); const run = load('child_process').exec;",
  'assigned later': "let run; run = require('child_process').exec;",
  're-assigned once': "let run = require('child_process').exec; run = require('util').promisify(run);",
  'promisify': "import { promisify } from 'util'; import { exec } from 'child_process'; const run = promisify(exec);",
  'promisify of a member': "const util = require('util'); const run = util.promisify(require('child_process').exec);",
  'an interop helper': "const cp = _interopRequireWildcard(require('child_process')); const run = cp.exec;",
  'a property of an object': "const tools = { shell: require('child_process') }; const run = tools.shell.exec;",
  'a default parameter': "import { exec } from 'child_process'; main(); function main(run = exec) { run(`ls ${dir} | wc`, done); }",
  'bind': "import cp from 'child_process'; const run = cp.exec.bind(cp);",
  'mz': "import { exec as run } from 'mz/child_process';",
  'execa': "import { execaCommand } from 'execa'; const run = (text) => execaCommand(text, { shell: true });",
  'zx': "import { $ } from 'zx'; const run = (text) => $`bash -c ${text}`;",
  'tinyexec': "import { x } from 'tinyexec'; const run = (text) => x('sh', ['-c', text]);",
  'nano-spawn': "import spawn from 'nano-spawn'; const run = (text) => spawn(text, { shell: true });",
  'cross-spawn': "import spawn from 'cross-spawn'; const run = (text) => spawn('cmd', ['/c', text]);",
  'shelljs': "import shell from 'shelljs'; const run = shell.exec;",
  'core-spawn': "import { run as start } from '@childproof/core-spawn'; const run = (text) => start('sh', ['-c', text]);",
};

describe('no-interpolated-exec knows the function through', () => {
  it.each(Object.entries(WAYS))('%s', (_, way) => {
    expect(reports('no-interpolated-exec', way.includes('`ls ${dir}') ? way : `${way}\nrun(\`ls \${dir} | wc\`);`)).not.toEqual([]);
    expect(reports('no-interpolated-exec', way.includes('`ls ${dir}') ? way.replace('${dir}', '') : `${way}\nrun('ls | wc');`)).toEqual([]);
  });

  it('call and apply', () => {
    expect(reports('no-interpolated-exec', "import cp from 'child_process'; cp.exec.call(null, `ls ${dir} | wc`, done);")).toEqual(['interpolated']);
    expect(reports('no-interpolated-exec', "import cp from 'child_process'; const args = ['sh', ['-c', command]]; cp.spawn.apply(cp, args);")).toEqual(['runtimeCommand']);
  });
});

describe('no-interpolated-exec knows what is fixed', () => {
  it.each([
    ["const A = 'a'; const B = A + '.txt'; const C = `${A} ${B}`;", 'C'],
    ["const WORDS = ['-a', '-b'];", "WORDS.join(' ')"],
    ["const flag = verbose ? '-v' : '';", 'flag'],
    ["enum Mode { Fast = 'fast' }", 'Mode.Fast'],
    ["const MODES = { fast: '-f' } as const;", 'MODES.fast'],
    ["const MODES = new Map([['fast', '-f']]);", "MODES.get(mode)"],
    ['declare const n: number;', 'n'],
    ["declare const mode: 'fast' | 'slow';", 'mode'],
    ['', 'Number(text)'],
    ['', 'parseInt(text, 10)'],
    ['', 'list.length * 2'],
    ['', 'Date.now()'],
    ['', 'child.pid'],
    ["import { quote } from 'shell-quote';", 'quote([text])'],
    ["import { Shescape } from 'shescape'; const shescape = new Shescape({ shell: true });", 'shescape.quote(text)'],
    ["import { createHash } from 'crypto';", "createHash('sha1').update(text).digest('hex')"],
    ["if (!/^[\\w-]+$/.test(name)) throw new Error();", 'name'],
    ["const NAMES = ['a', 'b']; if (!NAMES.includes(name)) throw new Error();", 'name'],
    ["const safe = name.replace(/[^a-z0-9]/g, '');", 'safe'],
    ["const isName = (text) => /^[\\w-]+$/.test(text); if (!isName(name)) throw new Error();", 'name'],
    ["function isName(text) { return /^[\\w-]+$/.test(text); } if (!isName(name)) throw new Error();", 'name'],
    ["if (typeof name !== 'undefined' && ['a', 'b'].indexOf(name) === -1) throw new Error();", 'name'],
    ["function check(text) { if (/[^\\w]/.test(text)) throw new Error(); } check(name);", 'name'],
    ["import path from 'path';", "path.join(__dirname, 'bin')"],
    ["import pkg from './package.json';", 'pkg.version'],
  ])('%s %s', (before, value) => {
    expect(reports('no-interpolated-exec', `import { exec } from 'child_process'; ${before}\nexec(\`ls \${${value}} | wc\`, done);`)).toEqual([]);
  });

  it.each([
    ['', 'JSON.stringify(text)'],
    ['', "text.replace(/\"/g, '')"],
    ['', 'encodeURIComponent(text)'],
    ["const isName = (text) => /[\\w-]+/.test(text); if (!isName(name)) throw new Error();", 'name'],
    ["const isName = (text) => isName(text); if (!isName(name)) throw new Error();", 'name'],
    ["if (other !== undefined && ['a', 'b'].indexOf(name) === -1) throw new Error();", 'name'],
    ["if (!/[\\w-]+/.test(name)) throw new Error();", 'name'],
    ["if (!/^[\\w-]+$/m.test(name)) throw new Error();", 'name'],
    ["if (NAMES.includes(name)) log(name);", 'name'],
    ['const { pid } = req.body;', 'pid'],
    ['', 'process.env.TARGET'],
    ["const MODES = { fast: '-f' }; MODES.fast = text;", 'MODES.fast'],
    ['declare const mode: string;', 'mode'],
  ])('but not %s %s', (before, value) => {
    expect(reports('no-interpolated-exec', `import { exec } from 'child_process'; ${before}\nexec(\`ls \${${value}} | wc\`, done);`)).toEqual(['interpolated']);
  });
});

describe('no-interpolated-exec knows the shell', () => {
  it.each([
    "spawn('ls ' + dir, { shell: true })",
    "spawn('ls ' + dir, [], { shell: 'bash' })",
    "const options = { shell: true }; spawn('ls ' + dir, [], options)",
    "const options = {}; options.shell = true; spawn('ls ' + dir, [], options)",
    "const base = { shell: true }; spawn('ls ' + dir, [], { ...base, cwd })",
    "spawn('ls ' + dir, [], { shell: process.platform === 'win32' })",
    "function run(command, { shell = true } = {}) { spawn('ls ' + command, [], { shell }); }",
    "spawn('sh', ['-c', 'ls ' + dir])",
    "spawn('/bin/bash', ['-lc', `ls ${dir}`])",
    "spawn('cmd.exe', ['/d', '/s', '/c', 'dir ' + dir])",
    "spawn('powershell', ['-NoProfile', '-Command', `dir ${dir}`])",
    "spawn('pwsh', ['-c', `dir ${dir}`])",
    "const win = process.platform === 'win32'; spawn(win ? 'cmd' : 'sh', [win ? '/c' : '-c', 'ls ' + dir])",
  ])('%s', (code) => {
    expect(reports('no-interpolated-exec', `import { spawn } from 'child_process'; ${code};`)).toHaveLength(1);
  });
});

describe('require-exit-check knows whether a failure reaches anybody', () => {
  it.each([
    "const child = spawn('ls'); child.on('error', fail).on('close', (code) => check(code));",
    "const child = spawn('ls'); child.on('error', fail); child.on('close', check);",
    "const child = spawn('ls'); const [code] = await once(child, 'close'); check(code);",
    "export const start = () => spawn('ls');",
    "class A { child = spawn('ls'); }",
    "class A { start() { this.child = spawn('ls'); this.child.on('error', fail); this.child.on('exit', (code) => check(code)); } }",
    "children.push(spawn('ls'));",
    "watch(spawn('ls'));",
    "const start = () => spawn('ls');\nstart().on('error', fail).on('exit', (code) => check(code));",
    "const start = async () => spawn('ls');\nconst child = await start(); child.on('error', fail); child.on('exit', (code) => check(code));",
    "const result = spawnSync('ls'); later(() => result.status);",
    "const { stderr } = spawnSync('ls'); if (stderr.length) fail();",
    "await promisify(exec)('ls');",
    "const run = promisify(exec); export const list = () => run('ls');",
    "const run = promisify(exec); run('ls').then(use, fail);",
    "const run = promisify(exec); await Promise.all([run('ls'), run('pwd')]);",
    "spawn(process.argv[0], ['x.js'], { detached: true, stdio: 'ignore' }).unref();",
  ])('it does: %s', (code) => {
    expect(reports('require-exit-check', `import { exec, spawn, spawnSync } from 'child_process'; import { once } from 'events'; import { promisify } from 'util';\n${code}`)).toEqual([]);
  });

  it.each([
    ["const start = () => spawn('ls');\nstart();", 'dropped'],
    ["function start() { return spawn('ls'); }\nstart().stdout.pipe(process.stdout);", 'dropped'],
    ["class A { start() { this.child = spawn('ls'); this.child.on('exit', (code) => check(code)); } }", 'noErrorListener'],
    ["const run = promisify(exec); run('ls');", 'floating'],
    ["exec('ls', noop); function noop() {}", 'errorIgnored'],
    ["function list(done) { exec('ls', (error, out) => done(null, out)); }", 'errorIgnored'],
    ["const { stdout } = spawnSync('ls');", 'resultIgnored'],
    ["spawn('ls').on('error', fail).on('close', () => {}).stdout.on('data', use);", undefined],
  ])('it does not: %s', (code, messageId) => {
    const found = reports('require-exit-check', `import { exec, spawn, spawnSync } from 'child_process'; import { once } from 'events'; import { promisify } from 'util';\n${code}`);
    expect(found).toEqual(messageId === undefined ? [] : [messageId]);
  });
});

describe('no-process-exit-in-server knows', () => {
  const server = (code: string): string => `import http from 'http'; const server = http.createServer(handle).listen(80);\n${code}`;

  it.each([
    "process.on('SIGTERM', async () => { await jobs; process.exit(); });",
    "let stopping = false; process.on('SIGTERM', () => { if (stopping) process.exit(1); stopping = true; server.close(); });",
    "process.on('SIGTERM', () => { server.close(); setTimeout(() => process.exit(1), 10_000).unref(); });",
    "process.on('SIGTERM', () => drainWorkers(() => process.exit(0)));",
    "const stop = (code) => () => server.close(() => process.exit(code)); process.on('SIGTERM', stop(0));",
    "server.on('error', (error) => { console.error('could not listen', error); process.exit(1); });",
    "process.on('message', (message) => { if (message === 'shutdown') process.exit(0); });",
    "if (!process.send) process.exit(1);",
  ])('what is harmless: %s', (code) => {
    expect(reports('no-process-exit-in-server', server(code))).toEqual([]);
  });

  it.each([
    ["process.on('SIGTERM', () => { browser.kill(); setTimeout(() => process.exit(), 500); });", 'signal'],
    ["const stop = (code) => () => process.exit(code); process.on('SIGTERM', stop(0));", 'signal'],
    ["globalThis.process.on('SIGTERM', () => globalThis.process.exit(0));", 'signal'],
    ["import { exit as end } from 'node:process'; process.on('SIGTERM', () => end(0));", 'signal'],
    ["const p = process; p.on('SIGTERM', () => p.exit(0));", 'signal'],
    ["process['on']('SIGTERM', () => process['exit'](0));", 'signal'],
    ["browser.on('close', () => process.exit(1));", 'event'],
    ["export function fatal(error) { log(error); process.exit(1); }", 'function'],
  ])('what is not: %s', (code, messageId) => {
    expect(reports('no-process-exit-in-server', server(code))).toEqual([messageId]);
  });
});
