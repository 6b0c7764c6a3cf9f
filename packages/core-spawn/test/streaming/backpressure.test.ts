import { readFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

const MiB = 1024 * 1024;

function bytesWritten(pid: number): number {
  return Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))![1]);
}

test('a consumer that pauses pauses the program, and memory stays flat', async () => {
  const running = run('yes', [], { reject: false });
  const batches = running.lineBatches();
  await batches.next();
  let written = -1;
  // It has stopped when it writes nothing between two looks.
  await waitFor('the program to stop writing', async () => {
    const before = written;
    written = bytesWritten(running.pid!);
    await sleep(100);
    return written === before;
  });
  expect(written).toBeLessThan(4 * MiB);
  const before = memoryUsage.rss();
  for (let lines = 0; lines < 1_000_000; ) lines += (await batches.next()).value!.length;
  expect(bytesWritten(running.pid!)).toBeGreaterThan(2 * 1_000_000 - MiB);
  expect((memoryUsage.rss() - before) / MiB).toBeLessThan(150);
  await batches.return!();
});

test('a reader that takes its time is no held pipe, and loses nothing', async () => {
  const running = run('seq', ['1', '50000'], { pipeDrainMs: 20 });
  let last = '';
  for await (const batch of running.lineBatches()) {
    await sleep(60);
    last = batch.at(-1)!;
  }
  expect(last).toBe('50000');
  expect(await running).toMatchObject({ ok: true, pipeHeld: false });
});

test('a run ends although nobody reads on', async () => {
  const running = run('sh', ['-c', 'yes | head -c 100000']);
  const lines = running.lines();
  expect(await lines.next()).toEqual({ value: 'y', done: false });
  expect(await running).toMatchObject({ ok: true, pipeHeld: false });
  let rest = 1;
  for await (const line of lines) rest += line.length;
  expect(rest).toBe(50_000);
});

test('a program that is at its limit ends although nobody reads on', async () => {
  const running = run('yes', [], { timeoutMs: 200, reject: false });
  await running.lines().next();
  expect(await running).toMatchObject({ reason: 'timeout' });
});

test('a grandchild that holds the pipe does not hold the loop', async () => {
  let daemon = 0;
  const running = run('sh', ['-c', 'sleep 60 & echo $!'], { pipeDrainMs: 50 });
  for await (const line of running) daemon = Number(line);
  expect(await running).toMatchObject({ ok: true, pipeHeld: true });
  process.kill(daemon, 'SIGKILL');
  await waitUntilGone(daemon);
});
