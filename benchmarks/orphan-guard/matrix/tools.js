/* eslint childproof/require-exit-check: off -- the programs are to die, not to be kept in order */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const QUIET = { stdio: 'ignore' };
const SIGNALS = { SIGTERM: 15, SIGINT: 2, SIGHUP: 1 };

/** What a team does to have no orphans. Each starts a command, and gives the pid of its watchdog if it has one. */
export const tools = {
  raw: async (args) => void spawn('sh', args, QUIET),

  'exit handlers': async (args) => {
    const child = spawn('sh', args, { ...QUIET, detached: true });
    onEveryEnd(() => process.kill(-child.pid, 'SIGKILL'));
  },

  execa: async (args) => {
    const { execa } = await import('execa');
    execa('sh', args, { ...QUIET, cleanup: true, killDescendants: true, reject: false });
  },

  'foreground-child': async (args) => {
    const { foregroundChild } = await import('foreground-child');
    const child = foregroundChild('sh', args, QUIET);
    return () => childrenOf(process.pid).find((pid) => pid !== child.pid);
  },

  'tree-kill': async (args) => {
    const { default: treeKill } = await import('tree-kill');
    const child = spawn('sh', args, QUIET);
    onEveryEnd(() => treeKill(child.pid, 'SIGKILL'));
  },

  'ours, shell': (args) => ours(args, 'never'),
  'ours, helper': (args) => ours(args, 'required'),
};

async function ours(args, helper) {
  const { guardProcess } = await import('@childproof/orphan-guard');
  const guard = await guardProcess({ graceMs: 50, helper });
  spawn('sh', args, QUIET);
  return () => guard.status().watchdogPids[0];
}

function onEveryEnd(clean) {
  process.on('exit', () => {
    try {
      clean();
    } catch {
      // it has ended already
    }
  });
  for (const [signal, number] of Object.entries(SIGNALS)) process.on(signal, () => process.exit(128 + number));
}

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);
}
