import { copyFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listProcesses, readProcess } from '../src/index.js';

test('reads a process whose name holds spaces and parentheses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'childproof-test-'));
  const program = join(folder, 'a) S 1 (b');
  copyFileSync('/bin/sleep', program);
  const child = spawn(program, ['60'], { detached: true });
  await once(child, 'spawn');
  const entry = readProcess(child.pid!)!;
  expect(entry).toMatchObject({ pid: child.pid, comm: 'a) S 1 (b', ppid: process.pid, pgid: child.pid, session: child.pid });
  expect(entry.startTime).toBeGreaterThanOrEqual(readProcess(process.pid)!.startTime);
  expect(listProcesses().map(({ pid }) => pid)).toEqual(expect.arrayContaining([process.pid, child.pid]));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readProcess(child.pid!)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
