import { requireKillEscalation } from '../../src/rules/require-kill-escalation.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'noEscalation') => ({ code, errors: [{ messageId }] });

testRule(
  'require-kill-escalation',
  requireKillEscalation,
  {
    valid: [
      cp("const child = spawn('ls'); child.kill('SIGKILL');"),
      cp("const child = spawn('ls'); child.kill(); setTimeout(() => child.kill('SIGKILL'), 5000);"),
      cp("const child = spawn('ls', { killSignal: KILL }); child.kill();"),
      cp("const child = spawn('ls'); child.kill('SIGUSR1'); child.kill(0);"),
      cp("const child = spawn('ls'); process.on('exit', () => child.kill());"),
      cp("enemy.kill();"),
      cp("const child = spawn('ls'); for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));"),
      "import { execa } from 'execa'; const child = execa('ls'); child.kill();",
      cp("import kill from 'tree-kill'; const child = spawn('ls'); child.kill();"),
    ],
    invalid: [
      reports(cp("const child = spawn('ls'); child.kill();"), 'noEscalation'),
      reports(cp("const child = spawn('ls'); process.on('SIGTERM', () => child.kill('SIGTERM'));"), 'noEscalation'),
      reports(cp("class A { start() { this.child = spawn('ls'); } stop() { this.child.kill('SIGINT'); } }"), 'noEscalation'),
      reports(cp("const start = () => spawn('ls');\nconst child = start(); child?.kill();"), 'noEscalation'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("export function stop(child: ChildProcess | undefined): void { child?.kill(); }"), 'noEscalation'),
    ],
  },
);
