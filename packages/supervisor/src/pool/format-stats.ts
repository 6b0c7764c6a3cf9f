import type { PoolStats } from './stats.js';

const MIB = 1024 * 1024;

/**
 * A pool's stats as a table to be read in a terminal or a log.
 *
 * @example
 * process.on('SIGUSR2', () => console.log(formatStats(pool.stats())));
 */
export function formatStats({ workers, ...pool }: PoolStats): string {
  const counters = Object.entries(pool).map(([name, value]) => `${name} ${value}`).join(', ');
  const rows = workers.map(({ pid, threadId, state, jobs, assigned, rssBytes, peakRssBytes, cpuMs, eventLoopDelayMs, uptimeMs }) => [
    threadId === undefined ? String(pid ?? '-') : `${pid}/${threadId}`,
    state,
    String(jobs),
    String(assigned),
    shown(rssBytes, MIB),
    shown(peakRssBytes, MIB),
    shown(cpuMs, 1_000, 1),
    shown(eventLoopDelayMs, 1, 1),
    shown(uptimeMs, 1_000),
  ]);
  const table = [['worker', 'state', 'done', 'has', 'MiB', 'peak', 'cpu s', 'delay ms', 'age s'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '));
  return [counters, ...lines].map((line) => `${line.trimEnd()}\n`).join('');
}

function shown(value: number | undefined, unit: number, digits = 0): string {
  return value === undefined ? '-' : (value / unit).toFixed(digits);
}
