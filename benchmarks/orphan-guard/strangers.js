/* eslint childproof/require-exit-check: off -- the programs are to be killed */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { guardProcess } from '@childproof/orphan-guard';

/** Starts strangers that live for a millisecond, as long as the file is there; one that a signal has ended is told. */
const STRANGERS = 'n=0; while [ -e "$0" ]; do /bin/true || echo signalled; n=$((n + 1)); done; echo $n';

/** Sweeps 1,000 times, with a guarded child to find each time, among strangers of whom none may be signalled. */
export async function measureSweeps(helper) {
  const folder = mkdtempSync(`${tmpdir()}/strangers-`);
  writeFileSync(`${folder}/go-on`, '');
  const shell = spawn('sh', ['-c', STRANGERS, `${folder}/go-on`], { stdio: ['ignore', 'pipe', 'inherit'] }).on('error', () => {});
  let told = '';
  shell.stdout.setEncoding('latin1').on('data', (text) => (told += text));
  const ended = once(shell, 'close');
  const guard = await guardProcess({ graceMs: 0, helper });
  const began = performance.now();
  for (let i = 0; i < 1_000; i++) {
    spawn('sleep', ['60'], { stdio: 'ignore' }).on('error', () => {});
    await guard.sweep();
  }
  const wall = performance.now() - began;
  await guard[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
  await ended;
  if (told.includes('signalled')) throw new Error('a stranger was signalled');
  console.log(JSON.stringify({ 'ms per spawn and sweep': wall / 1_000, 'strangers met': Number(told) }));
}
