import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareSnapshots, heapSnapshots, type SnapshotComparison } from '@childproof/diagnostics';
import { isRunning, startProgram, temporaryFolder, trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture, startFixture } from '../programs.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

it('heap --compare names the constructor that grows and what it retains, says before what it costs, and leaves the process running', async () => {
  const target = startFixture('heap/session-leak', { nodeArgs: ['--inspect-port=0'] });
  await target.waitForOutput(/^ready/m);
  const program = startProgram(cli, { args: ['heap', String(target.pid), '--compare', '--after', '0.5', '--out', temporaryFolder(), '--json'] });
  expect((await program.exited).code, program.stderr).toBe(0);
  expect(program.stderr).toMatch(/^a heap snapshot stops process \d+ for about [\d.]+ s, takes up to [\d.]+ MB of memory and writes about [\d.]+ MB/);
  const { grown } = JSON.parse(program.stdout) as SnapshotComparison;
  const session = grown.find(({ name }) => name === 'Session')!;
  expect(session.countGrowth).toBeGreaterThan(100);
  // Each retains an array of 100 pointers, of 4 or 8 bytes.
  expect(session.retainedGrowthBytes / session.countGrowth).toBeGreaterThan(400);
  expect(session.retainedGrowthBytes / session.countGrowth).toBeLessThan(1_200);
  expect(grown.some(({ name }) => name === 'Item')).toBe(false);
  expect(isRunning(target.pid)).toBe(true);
});

it('takes one on a signal, announced by a warning, and none after close', async () => {
  const folder = temporaryFolder();
  const program = startProgram(fixture('heap/snapshots'), { args: [folder] });
  await program.waitForOutput(/^ready/m);
  program.kill('SIGUSR2');
  await program.waitForOutput(/CHILDPROOF_HEAP_SNAPSHOT\] HeapSnapshot: a heap snapshot stops this process for about [\d.]+ s/);
  await waitFor('the whole file', () => readdirSync(folder).some((name) => name.endsWith('.heapsnapshot') && isJson(join(folder, name))));
  program.kill('SIGTERM');
  expect((await program.exited).code).toBe(0);
});

it('takes one when a full collection leaves little of the heap limit', async () => {
  const folder = temporaryFolder();
  const program = startProgram(fixture('heap/snapshots'), { args: [folder, '0.2'], nodeArgs: ['--max-old-space-size=80'] });
  await program.waitForOutput(/CHILDPROOF_HEAP_SNAPSHOT/);
  await waitFor('the file', () => readdirSync(folder).some((name) => name.endsWith('.heapsnapshot')));
  program.kill('SIGTERM');
  await program.exited;
});

it('leaves nothing behind, and refuses options that do not exist and files that are none', async () => {
  const leaks = trackLeaks();
  const folder = temporaryFolder();
  const snapshots = heapSnapshots({ signal: 'SIGUSR2', nearLimit: 0.99, directory: folder });
  expect(snapshots.estimate()).toMatchObject({ stopMs: expect.any(Number) as number, memoryBytes: expect.any(Number) as number, bytes: expect.any(Number) as number });
  let before: string[] | undefined;
  const onWarning = (): void => void (before = readdirSync(folder));
  process.once('warning', onWarning);
  const file = snapshots.take();
  expect([before, readdirSync(folder)]).toEqual([[], [basename(file)]]);
  snapshots.close();
  await leaks.assertNothingLeft();
  expect(() => heapSnapshots({ nearlimit: 0.9 } as never)).toThrow(/Did you mean "nearLimit"/);
  expect(() => heapSnapshots({ nearLimit: 2 })).toThrow(/a share of the heap limit/);
  await expect(compareSnapshots(fixture('report'), fixture('report'))).rejects.toThrow(/not a heap snapshot/);
});

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false; // being written still
  }
}
