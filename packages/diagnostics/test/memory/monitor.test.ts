import { readdirSync } from 'node:fs';
import { createMemoryMonitor } from '@childproof/diagnostics';
import { descendantsOf, temporaryFolder, trackLeaks, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { startProgram } from '@childproof/test-kit';
import { fixture } from '../programs.js';

it('samples, reaches troughs when asked to collect, and leaves nothing behind', async () => {
  const leaks = trackLeaks();
  const monitor = createMemoryMonitor({ intervalMs: 5, collectGarbage: true, compareSnapshots: true });
  const sampled: number[] = [];
  monitor.on('sampled', ({ rss, heapUsed, external, arrayBuffers }) => sampled.push(Math.min(rss, heapUsed, external, arrayBuffers)));
  await waitFor('a trough', () => monitor.report().troughs.length > 1);
  monitor.close();
  monitor.close();
  expect(sampled.length).toBeGreaterThan(1);
  expect(Math.min(...sampled)).toBeGreaterThan(0);
  expect(monitor.report()).toMatchObject({ verdict: { kind: 'undecided' }, growing: [], growth: [] });
  await leaks.assertNothingLeft();
});

it("takes V8's own full collections for troughs where it must not collect, and holds no program open", async () => {
  const program = startProgram(fixture('memory/natural'));
  expect((await program.exited).code).toBe(0);
  expect(Number(program.stdout)).toBeGreaterThan(0);
});

it('deletes its snapshots, ends the comparison and holds nothing open when it is closed in the middle of it', async () => {
  const folder = temporaryFolder();
  const program = startProgram(fixture('memory/closes'), { env: { TMPDIR: folder } });
  await program.waitForOutput(/^closed$/m);
  expect(readdirSync(folder)).toEqual([]);
  const left = descendantsOf(program.pid);
  expect((await program.exited).code, program.stderr).toBe(0);
  for (const { pid } of left) await waitUntilGone(pid);
});

it('refuses options that do not exist', () => {
  expect(() => createMemoryMonitor({ interval: 5 } as never)).toThrow(/Did you mean "intervalMs"/);
  expect(() => createMemoryMonitor({ intervalMs: -1 })).toThrow(/expected milliseconds/);
  expect(() => createMemoryMonitor({ maxStopMs: '1 s' as never })).toThrow(/maxStopMs/);
});
