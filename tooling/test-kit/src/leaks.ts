import { readdirSync, readlinkSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { descendantsOf } from './processes.js';
import { watchTimers } from './timer-watch.js';
import { waitFor } from './wait-for.js';

export interface LeakTracker {
  /** Waits for what is still closing, then fails with the list of what is left. */
  assertNothingLeft(): Promise<void>;
}

/**
 * Remembers the processes, handles, timers, descriptors and process-wide listeners of this process, to compare later.
 *
 * @param options.patienceMs How long what is still closing may take. Default 5,000.
 * @example
 * const leaks = trackLeaks();
 * await run('true');
 * await leaks.assertNothingLeft();
 */
export function trackLeaks({ patienceMs = 5_000 } = {}): LeakTracker {
  const before = takeStock();
  const timers = watchTimers();
  onTestFinished(() => timers.stop());
  return {
    async assertNothingLeft() {
      const leftovers = (): string[] => [...newcomers(before, takeStock()), ...timers.pending()];
      await waitFor('nothing left', () => leftovers().length === 0, patienceMs).catch(() => {
        throw new Error(`left behind: ${leftovers().join(', ')}`);
      });
    },
  };
}

/** Counts by name, such as `listener SIGTERM` → 1. */
type Stock = ReadonlyMap<string, number>;

function takeStock(): Stock {
  const names = [
    ...process.getActiveResourcesInfo().filter((kind) => !COME_AND_GO.has(kind)).map((kind) => `handle ${kind}`),
    ...process.eventNames().flatMap((event) => process.listeners(event as 'exit').map(() => `listener ${String(event)}`)),
    ...descendantsOf(process.pid).map(({ pid, comm }) => `process ${pid} (${comm})`),
    ...pipesAndSockets(),
  ];
  const stock = new Map<string, number>();
  for (const name of names) stock.set(name, (stock.get(name) ?? 0) + 1);
  return stock;
}

/** The runner reads files and sets timers of its own; ours are watched one by one. */
const COME_AND_GO = new Set(['FSReqPromise', 'FSReqCallback', 'Timeout', 'Immediate']);

/** Descriptors to pipes and sockets; files are left out because module loading opens and closes them. */
function pipesAndSockets(): string[] {
  const names: string[] = [];
  for (const fd of readdirSync('/proc/self/fd')) {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      if (/^(pipe|socket|anon_inode:\[pidfd\])/.test(target)) names.push(`descriptor ${target}`);
    } catch {
      // the descriptor that readdir itself used
    }
  }
  return names;
}

function newcomers(before: Stock, after: Stock): string[] {
  return [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
}
