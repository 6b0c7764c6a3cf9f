import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { formatStats, type WorkerAlert } from '../../src/index.js';
import { failureOf, openPool } from '../open-pool.js';

const heartbeat = { intervalMs: 20, timeoutMs: 10_000 };

test('memory, its peak, processor time and event-loop delay are those of the worker', async () => {
  const pool = openPool({ heartbeat });
  const MIB = 1024 * 1024;
  await pool.run('fillAndFree', 200 * MIB);
  await pool.run('spin', 300);
  await waitFor('the next heartbeat', () => (pool.stats().workers[0]!.eventLoopDelayMs ?? Infinity) < 100);
  const worker = pool.stats().workers[0]!;
  expect(worker.peakRssBytes).toBeGreaterThan(200 * MIB);
  expect(worker.rssBytes).toBeGreaterThan(20 * MIB);
  expect(worker.rssBytes).toBeLessThanOrEqual(worker.peakRssBytes!);
  expect(worker.cpuMs).toBeGreaterThanOrEqual(290);
});

test('a loop that is blocked now is seen now', async () => {
  const pool = openPool({ heartbeat });
  await waitFor('a heartbeat', () => pool.stats().workers[0]!.eventLoopDelayMs !== undefined);
  const job = pool.run('spin', 400);
  await waitFor('the delay', () => pool.stats().workers[0]!.eventLoopDelayMs! > 150);
  await job;
});

test('a limit that is passed is told once, and again after it was kept', async () => {
  const pool = openPool({ heartbeat, alerts: { eventLoopDelayMs: 500, cpuPercent: 40 } });
  const alerts: WorkerAlert[] = [];
  pool.on('workerAlert', (alert) => void alerts.push(alert));
  const { pid } = (await pool.run('pid', null), pool.stats().workers[0]!);
  const count = (kind: string): number => alerts.filter((alert) => alert.kind === kind).length;
  const long = pool.run('spin', 3_500);
  await waitFor('both alerts', () => count('eventLoopDelayMs') === 1 && count('cpuPercent') === 1);
  await long;
  expect(alerts.every((alert) => alert.pid === pid && alert.value > alert.limit)).toBe(true);
  expect(count('eventLoopDelayMs'), 'it was above for more than one look').toBe(1);
  await waitFor('a quiet worker', () => pool.stats().workers[0]!.eventLoopDelayMs! < 100);
  await pool.run('wait', 1_200); // a look that finds it quiet
  await pool.run('spin', 2_500);
  expect(count('eventLoopDelayMs')).toBe(2);
}, 30_000);

test('a job that fills memory is told before it is ended', async () => {
  const pool = openPool({ alerts: { rssBytes: 150 << 20 }, memoryLimitBytes: 900 << 20, maxAttempts: 1 });
  const alert = new Promise<WorkerAlert>((resolve) => pool.on('workerAlert', resolve));
  const failure = failureOf(pool.run('slowBalloon', null));
  expect(await alert).toMatchObject({ kind: 'rssBytes', limit: 150 << 20 });
  expect((await failure).reason).toBe('memory');
}, 30_000);

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
