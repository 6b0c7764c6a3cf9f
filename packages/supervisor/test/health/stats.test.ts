import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { formatStats, type WorkerAlert } from '../../src/index.js';
import { failureOf, openPool } from '../open-pool.js';

const heartbeat = { intervalMs: 20, timeoutMs: 60_000 };
/** Ticks of the kernel's accounting that a reading may be behind. */
const TICKS_MS = 20;
const LAST_RESORT_MS = 60_000;

test('memory, its peak, processor time and event-loop delay are those of the worker', async () => {
  const pool = openPool({ heartbeat });
  const MIB = 1024 * 1024;
  await pool.run('fillAndFree', 200 * MIB);
  await pool.run('burn', 300);
  await waitFor('the next heartbeat', () => (pool.stats().workers[0]!.eventLoopDelayMs ?? Infinity) < 200, LAST_RESORT_MS);
  const worker = pool.stats().workers[0]!;
  expect(worker.peakRssBytes).toBeGreaterThan(200 * MIB);
  expect(worker.rssBytes).toBeGreaterThan(20 * MIB);
  expect(worker.rssBytes).toBeLessThanOrEqual(worker.peakRssBytes!);
  expect(worker.cpuMs).toBeGreaterThanOrEqual(300 - TICKS_MS);
});

test('a loop that is blocked now is seen now', async () => {
  const stop = join(temporaryFolder(), 'stop');
  const pool = openPool({ heartbeat });
  await waitFor('a heartbeat', () => pool.stats().workers[0]!.eventLoopDelayMs !== undefined);
  const job = pool.run('spinUntil', stop);
  await waitFor('the delay', () => pool.stats().workers[0]!.eventLoopDelayMs! > 150);
  writeFileSync(stop, '');
  await job;
});

test('a limit that is passed is told once, and again after it was kept', async () => {
  const folder = temporaryFolder();
  // A heartbeat every 20 ms is work, too: on a slow machine so much that the worker is never below the limit.
  const pool = openPool({ heartbeat: { intervalMs: 250, timeoutMs: 60_000 }, alerts: { eventLoopDelayMs: 1_000, cpuPercent: 5 } });
  const alerts: WorkerAlert[] = [];
  pool.on('workerAlert', (alert) => void alerts.push(alert));
  const count = (kind: string): number => alerts.filter((alert) => alert.kind === kind).length;
  const delayMs = (): number => pool.stats().workers[0]!.eventLoopDelayMs!;
  const blockUntil = async (what: string, isSeen: () => boolean): Promise<void> => {
    const stop = join(folder, what);
    const job = pool.run('spinUntil', stop);
    await waitFor(what, isSeen, LAST_RESORT_MS);
    writeFileSync(stop, '');
    await job;
  };

  /** At least one look finds the worker below both limits: above 5% for a second, it were above 2% for two and a half. */
  const beQuiet = async (): Promise<void> => {
    for (let percent = Infinity; percent >= 2; ) {
      await waitFor('a quiet worker', () => delayMs() < 500, LAST_RESORT_MS);
      const [cpuMs, at] = [pool.stats().workers[0]!.cpuMs!, performance.now()];
      await pool.run('wait', 2_500);
      percent = ((pool.stats().workers[0]!.cpuMs! - cpuMs) / (performance.now() - at)) * 100;
    }
  };

  const pid = await pool.run('pid', null);
  await beQuiet();
  alerts.length = 0; // those of a slow start
  await blockUntil('both alerts, and a few looks after them', () => count('eventLoopDelayMs') > 0 && count('cpuPercent') > 0 && delayMs() > 5_000);
  expect(alerts.every((alert) => alert.pid === pid && alert.value > alert.limit)).toBe(true);
  expect(count('eventLoopDelayMs'), 'it was above for more than one look').toBe(1);
  await beQuiet();
  await blockUntil('the second alert', () => count('eventLoopDelayMs') === 2);
}, 3 * LAST_RESORT_MS);

test('a job that fills memory is told before it is ended', async () => {
  const pool = openPool({ alerts: { rssBytes: 150 << 20 }, memoryLimitBytes: 900 << 20, maxAttempts: 1 });
  const alert = new Promise<WorkerAlert>((resolve) => pool.on('workerAlert', resolve));
  const failure = failureOf(pool.run('slowBalloon', null));
  expect(await alert).toMatchObject({ kind: 'rssBytes', limit: 150 << 20 });
  expect((await failure).reason).toBe('memory');
}, 180_000);

test('the table names every worker', async () => {
  const pool = openPool({ size: 2 });
  await pool.run('pid', null);
  const [counters, head, ...rows] = formatStats(pool.stats()).trimEnd().split('\n');
  expect(counters).toMatch(/^queued 0, running 0, completed 1, /);
  expect(head).toMatch(/^worker +state +done +has +MiB +peak +cpu s +delay ms +age s$/);
  expect(rows).toHaveLength(2);
  for (const [index, { pid }] of pool.stats().workers.entries()) expect(rows[index]).toMatch(new RegExp(`^${pid} +(idle|starting) `));
});

test('a wrong limit is refused', () => {
  expect(() => openPool({ alerts: { cpu: 3 } as object })).toThrow(/alerts: unknown option "cpu"/);
});
