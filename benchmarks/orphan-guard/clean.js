/* eslint childproof/require-exit-check: off -- the programs are to be killed */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Kills a guarded program that has 100 processes, and waits until none of them runs and no watchdog is left. */
export async function measureClean(helper) {
  const program = fork(new URL('programs/hundred.js', import.meta.url), [helper]);
  const [{ pids, watchdogPids }] = await once(program, 'message');
  program.kill('SIGKILL');
  const began = performance.now();
  while (pids.some(isRunning)) continue;
  const cleaned = performance.now() - began;
  while (watchdogPids.some(isRunning)) continue;
  console.log(JSON.stringify({ 'nobody left, ms': cleaned, 'no watchdog left, ms': performance.now() - began }));
}

export function isRunning(pid) {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
