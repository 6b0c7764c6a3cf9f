import { noKilledAsDead } from '../../src/rules/no-killed-as-dead.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'killedAsDead' | 'neverEscalates', output: string) => ({
  code: cp(code),
  errors: [{ messageId, suggestions: [{ messageId: 'useExitState' as const, output: cp(output) }] }],
});

testRule(
  'no-killed-as-dead',
  noKilledAsDead,
  {
    valid: [
      cp("const child = spawn('ls'); if (!child.killed) child.kill();"),
      cp("const child = spawn('ls'); child.killed || child.kill('SIGTERM');"),
      cp("const child = spawn('ls'); child.on('close', (code) => { if (child.killed) log('ended on request'); });"),
      cp("const child = spawn('ls'); log(child.killed);"),
      cp("exec('ls', (error) => { if (error.killed) log('timed out'); });"),
      cp("const child = spawn('ls'); if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');"),
      cp("if (enemy.killed) score++;"),
      "if (child.killed) log('a child of another kind');",
    ],
    invalid: [
      reports(
        "const child = spawn('ls'); setTimeout(() => { if (!child.killed) child.kill('SIGKILL'); }, 5000);",
        'neverEscalates',
        "const child = spawn('ls'); setTimeout(() => { if ((child.exitCode === null && child.signalCode === null)) child.kill('SIGKILL'); }, 5000);",
      ),
      reports(
        "const child = spawn('ls'); setTimeout(() => !child.killed && child.kill(9), 5000);",
        'neverEscalates',
        "const child = spawn('ls'); setTimeout(() => (child.exitCode === null && child.signalCode === null) && child.kill(9), 5000);",
      ),
      reports(
        "class A { start() { this.worker = fork('w.js'); } get alive() { return this.worker && !this.worker.killed; } }",
        'killedAsDead',
        "class A { start() { this.worker = fork('w.js'); } get alive() { return this.worker && (this.worker.exitCode === null && this.worker.signalCode === null); } }",
      ),
      reports(
        "let child; function get() { if (!child || child.killed) child = spawn('ls'); return child; }",
        'killedAsDead',
        "let child; function get() { if (!child || (child.exitCode !== null || child.signalCode !== null)) child = spawn('ls'); return child; }",
      ),
      reports(
        "export const isDead = (subprocess) => subprocess?.killed === true;",
        'killedAsDead',
        "export const isDead = (subprocess) => (subprocess?.exitCode !== null || subprocess.signalCode !== null) === true;",
      ),
      reports(
        "const child = spawn('ls'); while (!child.killed) await sleep(100);",
        'killedAsDead',
        "const child = spawn('ls'); while ((child.exitCode === null && child.signalCode === null)) await sleep(100);",
      ),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(
        "import type { ChildProcess } from 'node:child_process'; export const isDead = (one: ChildProcess): boolean => one.killed;",
        'killedAsDead',
        "import type { ChildProcess } from 'node:child_process'; export const isDead = (one: ChildProcess): boolean => (one.exitCode !== null || one.signalCode !== null);",
      ),
    ],
  },
);
