import { backoffDelayMs } from '@childproof/internal';
import { announceWatchdogLost } from '../events.js';
import { Watcher, type WatcherSettings } from './watcher.js';

type Pair = readonly [first: Watcher, second: Watcher];

const RESTART = { initialMs: 1, maxMs: 1_000, factor: 2, jitter: 0 };

/**
 * Two processes that outlive this one just long enough to end what carries its mark; the second acts when the first has
 * been killed. When one of them ends, a new pair is started, and what is left of the old one watches until it is there.
 */
export class Watchdog {
  readonly #settings: WatcherSettings;
  #pair: Pair | undefined;
  #next: Pair | undefined;
  #stopped = false;
  #restarts = 0;
  #restarting: Promise<void> | undefined;
  /** Starts in a row that came to nothing. */
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: WatcherSettings) {
    this.#settings = settings;
  }

  /** Those that are watching: two, or fewer while a new pair is on its way. */
  get pids(): readonly number[] {
    return (this.#pair ?? []).filter((watcher) => !watcher.hasEnded).map(({ pid }) => pid!);
  }

  /** True for the pid of a watchdog, also of one that is starting and still carries the mark. */
  is(pid: number): boolean {
    return [...(this.#pair ?? []), ...(this.#next ?? [])].some((watcher) => watcher.pid === pid);
  }

  get isWatching(): boolean {
    return this.pids.length === 2;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** @throws GuardError `ERR_GUARD_WATCHDOG_FAILED`. */
  async start(): Promise<void> {
    const second = new Watcher(this.#settings);
    if (second.pid === undefined) return second.watching;
    const first = new Watcher(this.#settings, second);
    const pair = (this.#next = [first, second] as const);
    const failed = await Promise.all(pair.map((watcher) => watcher.watching)).then(() => undefined, (error: unknown) => ({ error }));
    if (failed !== undefined || this.#stopped) {
      this.#next = undefined;
      await quit(pair);
      if (failed !== undefined) throw failed.error;
      return;
    }
    const old = this.#pair;
    this.#pair = pair;
    this.#next = undefined;
    this.#failures = 0;
    for (const watcher of pair) {
      if (watcher.hasEnded) this.#lost(watcher);
      else watcher.child.once('exit', () => this.#lost(watcher));
    }
    if (old !== undefined) await quit(old);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    if (this.#pair !== undefined) await quit(this.#pair);
    await this.#restarting;
    this.#pair = undefined;
  }

  #lost(watcher: Watcher): void {
    if (this.#stopped || this.#pair?.includes(watcher) !== true) return;
    const { exitCode, signalCode } = watcher.child;
    announceWatchdogLost({ id: this.#settings.id, pid: watcher.pid!, exitCode, signal: signalCode });
    this.#restarting ??= this.#restart();
  }

  #restartAgain(): void {
    this.#timer = undefined;
    this.#restarting ??= this.#restart();
  }

  async #restart(): Promise<void> {
    this.#restarts++;
    try {
      await this.start();
      this.#restarting = undefined;
    } catch {
      this.#restarting = undefined;
      if (this.#stopped) return;
      this.#failures++;
      this.#timer = setTimeout(() => this.#restartAgain(), backoffDelayMs(RESTART, this.#failures)).unref();
    }
    // One of the new pair may have been killed while the old one was being dismissed.
    const lost = this.#pair?.find(({ hasEnded }) => hasEnded);
    if (lost !== undefined && this.#timer === undefined) this.#lost(lost);
  }
}

/** The second first: it is held by the first, and would take its end for the end of the process if that were gone as well. */
async function quit([first, second]: Pair): Promise<void> {
  await second.quit();
  await first.quit();
}
