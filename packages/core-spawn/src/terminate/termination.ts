import type { ProcessTree } from '../platform/process-tree.js';

export interface TerminationOptions {
  readonly killSignal: NodeJS.Signals;
  readonly killGraceMs: number;
}

const FIRST_LOOK_MS = 2;
const LAST_LOOK_MS = 50;

/**
 * Ends a process tree: asks, waits for the grace period, kills, and goes on until nobody is left.
 *
 * Only the program itself reports its end by an event; of the others the process table is asked, ever less often.
 */
export class Termination {
  readonly #tree: ProcessTree;
  readonly #options: TerminationOptions;
  #done: Promise<void> | undefined;
  #look: (() => void) | undefined;

  constructor(tree: ProcessTree, options: TerminationOptions) {
    this.#tree = tree;
    this.#options = options;
  }

  /** Settles when a termination that has begun is over; at once when none was asked for. */
  get done(): Promise<void> {
    return this.#done ?? Promise.resolve();
  }

  get hasBegun(): boolean {
    return this.#done !== undefined;
  }

  /** Begins, once; every later call gives the same promise. */
  begin(graceMs: number = this.#options.killGraceMs): Promise<void> {
    this.#done ??= this.#end(graceMs);
    return this.#done;
  }

  /** Looks at once instead of at the next turn: the program itself has just ended. */
  lookNow(): void {
    this.#look?.();
  }

  async #end(graceMs: number): Promise<void> {
    if (graceMs > 0 && (await this.#askedToEnd(graceMs))) return;
    do this.#tree.signal('SIGKILL');
    while (!(await this.#goneWithin(LAST_LOOK_MS)));
  }

  async #askedToEnd(graceMs: number): Promise<boolean> {
    const { killSignal } = this.#options;
    this.#tree.signal(killSignal);
    // A stopped process gets its signal only when it runs again.
    if (killSignal !== 'SIGKILL') this.#tree.signal('SIGCONT');
    return this.#goneWithin(graceMs);
  }

  async #goneWithin(limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_LOOK_MS)) {
      if (!this.#tree.hasSurvivors()) return true;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      await this.#pause(Math.min(pauseMs, leftMs));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#look = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
