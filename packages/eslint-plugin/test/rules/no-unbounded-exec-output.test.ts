import { noUnboundedExecOutput } from '../../src/rules/no-unbounded-exec-output.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const server = (code: string): string => cp(`import http from 'node:http'; http.createServer(handle).listen(80);\n${code}`);
const reports = (code: string, messageId: 'collected' | 'endless' | 'unbounded') => ({ code, errors: [{ messageId }] });

testRule(
  'no-unbounded-exec-output',
  noUnboundedExecOutput,
  {
    valid: [
      cp("exec('git log', { maxBuffer: 64 * 1024 * 1024 }, done);"),
      cp("exec('git log', done);"),
      cp("spawn('tail', ['-f', 'log']).stdout.pipe(process.stdout);"),
      cp("exec('tail -n 5 log', done);"),
      cp("exec('ping -c 3 host', done);"),
      cp("exec('tail -f log | head -n 1', done);"),
      cp("let out = ''; spawn('ls').stdout.on('data', (chunk) => { out += chunk; });"),
      server("let out = ''; const child = spawn('ls'); child.stdout.on('data', (chunk) => { out += chunk; if (out.length > 1e6) child.kill(); });"),
      server("const child = spawn('ls'); child.stdout.on('data', (chunk) => socket.write(chunk));"),
      server("let last = ''; const child = spawn('ls'); child.stderr.on('data', (chunk) => { last = (last + chunk).slice(-1000); });"),
    ],
    invalid: [
      reports(cp("exec('git log', { maxBuffer: Infinity }, done);"), 'unbounded'),
      reports(cp("const options = { maxBuffer: Number.MAX_SAFE_INTEGER }; spawnSync('git', ['log'], options);"), 'unbounded'),
      reports(cp("const GIB = 1024 ** 3; execSync('git log', { maxBuffer: 2 * GIB });"), 'unbounded'),
      reports("import { execa } from 'execa'; await execa('git', ['log'], { maxBuffer: Infinity });", 'unbounded'),
      reports("import { promisify } from 'util'; import cp from 'child_process'; await promisify(cp.exec)('ls', { maxBuffer: Infinity });", 'unbounded'),
      reports(cp("exec('tail -f log', (error, out) => show(out));"), 'endless'),
      reports(cp("exec(`journalctl -u ${unit} -f`, (error, out) => show(out));"), 'endless'),
      reports(cp("execFile('kubectl', ['logs', '-f', 'pod'], (error, out) => show(out));"), 'endless'),
      reports(server("let out = ''; const child = spawn('ls'); child.stdout.on('data', (chunk) => { out += chunk; });"), 'collected'),
      reports(server("const chunks = []; spawn('ls').stdout.on('data', (chunk) => chunks.push(chunk));"), 'collected'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("exec('git log', { maxBuffer: Infinity as number }, done);"), 'unbounded'),
    ],
  },
);
