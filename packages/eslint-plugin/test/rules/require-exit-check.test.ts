import { requireExitCheck } from '../../src/rules/require-exit-check.js';
import type { Unnoticed } from '../../src/analysis/failure/verdict.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: Unnoticed) => ({ code, errors: [{ messageId }] });

testRule(
  'require-exit-check',
  requireExitCheck,
  {
    valid: [
      cp("exec('ls', (error, stdout) => { if (error) throw error; });"),
      cp("exec('ls', callback);"),
      cp("execSync('ls');"),
      cp("const child = spawn('ls'); child.on('error', fail); child.on('close', (code) => { if (code !== 0) fail(); });"),
      cp("spawn('ls').on('error', fail).once('exit', (code, signal) => log(signal));"),
      cp("const child = spawn('ls'); child.on('error', fail); child.on('exit', () => { if (child.exitCode) fail(); });"),
      cp("function start() { return spawn('ls'); }"),
      cp("const start = () => spawn('ls');"),
      cp("const child = spawn('ls'); watch(child);"),
      cp("class A { start() { this.child = spawn('ls'); } }"),
      cp("const children = names.map((name) => spawn(name));"),
      cp("for (const event of ['error', 'close']) child.on(event, fail); var child = spawn('ls');"),
      cp("const server = fork('./server.js'); server.on('exit', () => restart());"),
      cp("const child = spawn('ls'); child.on('error', fail); child.on('close', () => { child = undefined; });"),
      cp("const code = await new Promise((resolve, reject) => spawn('ls').on('error', reject).on('close', resolve));"),
      cp("import { once } from 'node:events'; const child = spawn('ls'); const [code] = await once(child, 'close'); check(code);"),
      cp("spawn(process.execPath, ['check.js'], { detached: true, stdio: 'ignore' }).unref();"),
      cp("const { status } = spawnSync('ls'); if (status !== 0) fail();"),
      cp("const result = spawnSync('ls'); if (result.error) throw result.error;"),
      cp("process.exitCode = spawnSync('ls').status;"),
      "import { execa } from 'execa'; await execa('ls');",
      "import { execa } from 'execa'; execa('ls').catch(report);",
      "import { execa } from 'execa'; void execa('ls');",
      "import { execa } from 'execa'; const run = execa('ls'); run.stdout.pipe(process.stdout); await run;",
      "import { execa } from 'execa'; const { failed } = await execa('ls', { reject: false });",
      "import { $ } from 'zx'; await Promise.all([$`ls`, $`pwd`]);",
      "import { x } from 'tinyexec'; await x('ls', [], { throwOnError: true });",
      "const shell = require('shelljs'); if (shell.exec('ls').code !== 0) fail();",
      "const shell = require('shelljs'); shell.config.fatal = true; shell.exec('ls');",
    ],
    invalid: [
      reports(cp("exec('ls');"), 'dropped'),
      reports(cp("exec('ls', () => done());"), 'errorIgnored'),
      reports(cp("exec('ls', (error, stdout) => log(stdout));"), 'errorIgnored'),
      reports(cp("spawn('ls', { stdio: 'inherit' });"), 'dropped'),
      reports(cp("const child = spawn('ls'); child.stdout.pipe(process.stdout);"), 'dropped'),
      reports(cp("files.forEach((file) => spawn('touch', [file]));"), 'dropped'),
      reports(cp("fork('./worker.js');"), 'dropped'),
      reports(cp("const child = spawn('ls'); child.on('close', (code) => check(code));"), 'noErrorListener'),
      reports(cp("spawn('ls').on('exit', (code) => check(code));"), 'noErrorListener'),
      reports(cp("let child; child = spawn('ls'); child.on('error', fail); child.stdout.on('data', log);"), 'codeIgnored'),
      reports(
        cp("const ran = new Promise((resolve, reject) => { const c = spawn('ls'); c.on('error', reject); c.on('close', () => resolve()); });"),
        'codeIgnored',
      ),
      reports(
        cp("await new Promise((resolve, reject) => spawn('ls').on('error', reject).on('close', resolve));"),
        'codeIgnored',
      ),
      reports(
        cp("let out = ''; const c = spawn('ls'); c.on('error', fail); c.stdout.on('data', (d) => { out += d; }); c.on('exit', (code) => use(code, out));"),
        'outputLost',
      ),
      reports(cp("import { once } from 'node:events'; const child = spawn('ls'); await once(child, 'close');"), 'codeIgnored'),
      reports(cp("spawnSync('ls', { stdio: 'inherit' });"), 'resultIgnored'),
      reports(cp("const { stdout } = spawnSync('ls');"), 'resultIgnored'),
      reports(cp("log(spawnSync('ls').stdout.toString());"), 'resultIgnored'),
      reports("import { promisify } from 'util'; import { exec } from 'child_process'; promisify(exec)('ls');", 'floating'),
      reports("import { execa } from 'execa'; execa('ls');", 'floating'),
      reports("import { execa } from 'execa'; execa('ls').then((result) => log(result));", 'floating'),
      reports("import { execa } from 'execa'; const { stdout } = await execa('ls', { reject: false });", 'resultIgnored'),
      reports("import { $ } from 'zx'; $`ls`;", 'floating'),
      reports("import { x } from 'tinyexec'; const { stdout } = await x('ls');", 'resultIgnored'),
      reports("const shell = require('shelljs'); shell.exec('ls');", 'resultIgnored'),
    ],
  },
  {
    valid: [cp("const child = spawn('ls') as unknown as Child; watch(child!);")],
    invalid: [reports(cp("const child: ChildProcess = spawn('ls')!; child.stdout!.pipe(process.stdout);"), 'dropped')],
  },
);
