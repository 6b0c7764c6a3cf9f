import { noUnguardedDetached } from '../../src/rules/no-unguarded-detached.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'halfDaemon' | 'unguarded') => ({ code, errors: [{ messageId }] });

testRule(
  'no-unguarded-detached',
  noUnguardedDetached,
  {
    valid: [
      cp("spawn('ls', { detached: false }).on('error', fail);"),
      cp("const child = spawn('ls', { detached: true, stdio: 'ignore' }); child.unref();"),
      cp("spawn('daemon', [], { detached: true, stdio: ['ignore', log, log] }).unref();"),
      cp("const child = spawn('ls', { detached: process.platform !== 'win32' }); process.on('SIGTERM', () => process.kill(-child.pid));"),
      cp("import kill from 'tree-kill'; const child = spawn('ls', { detached: true }); stop = () => kill(child.pid);"),
      cp("import { guardProcess } from '@childproof/orphan-guard'; await guardProcess(); const child = spawn('ls', { detached: true }); child.on('error', fail);"),
      cp("export const start = () => spawn('ls', { detached: true });"),
      cp("const child = spawn('ls', { detached: true, ...options }); child.unref();"),
      cp("import { once } from 'events'; const child = spawn('sweep', { detached: true, stdio: 'ignore' }); await once(child, 'exit');"),
      "spawn('ls', { detached: true }).on('error', fail);",
    ],
    invalid: [
      reports(cp("const child = spawn('ls', { detached: true }); child.on('error', fail); child.on('close', done);"), 'unguarded'),
      reports(cp("const options = { detached: true, stdio: 'inherit' }; const child = fork('./worker.js', [], options); child.on('exit', done);"), 'unguarded'),
      reports(cp("const child = spawn('ls', { detached: process.platform !== 'win32' }); child.on('error', fail); child.on('close', done);"), 'unguarded'),
      reports("import { execa } from 'execa'; const child = execa('ls', { detached: true }); await child;", 'unguarded'),
      reports(cp("const child = spawn('daemon', [], { detached: true }); child.unref();"), 'halfDaemon'),
      reports(cp("spawn('daemon', [], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] }).unref();"), 'halfDaemon'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("const child = spawn('ls', { detached: true as const })!; child.on('error', fail);"), 'unguarded'),
    ],
  },
);
