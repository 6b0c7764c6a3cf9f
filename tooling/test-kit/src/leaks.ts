import { readdirSync, readlinkSync } from 'node:fs';
import { descendantsOf } from './processes.js';
import { waitFor } from './wait-for.js';

export interface LeakTracker {
  /** Waits for what is still closing, then fails with the list of what is left. */
  assertNothingLeft(): Promise<void>;
}

/**
 * Remembers the processes, handles, timers, descriptors and process-wide listeners of this process, to compare later.
 *
 * @example
 * const leaks = trackLeaks();
 * await run('true');
 * await leaks.assertNothingLeft();
 */
export function trackLeaks(): LeakTracker {
  const before = takeStock();
  return {
    async assertNothingLeft() {
      let left: string[] = [];
      const clean = waitFor('nothing left', () => (left = newcomers(before, takeStock())).length === 0, 5_000);
      await clean.catch(() => {
        throw new Error(`left behind: ${left.join(', ')}`);
      });
    },
  };
}

/** Counts by name, such as `listener SIGTERM` → 1. */
type Stock = ReadonlyMap<string, number>;

function takeStock(): Stock {
  const names = [
    // `waitFor` itself sleeps on one timer while it looks; the timers of the runner come and go likewise.
    ...process.getActiveResourcesInfo().filter((kind) => !isRunnersOwn(kind)).map((kind) => `handle ${kind}`),
    ...process.eventNames().flatMap((event) => process.listeners(event as 'exit').map(() => `listener ${String(event)}`)),
    ...descendantsOf(process.pid).map(({ pid, comm }) => `process ${pid} (${comm})`),
    ...pipesAndSockets(),
  ];
  const stock = new Map<string, number>();
  for (const name of names) stock.set(name, (stock.get(name) ?? 0) + 1);
  return stock;
}

function isRunnersOwn(kind: string): boolean {
  return kind === 'FSReqPromise' || kind === 'FSReqCallback';
}

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
