import { ShutdownError } from '../errors/shutdown-error.js';
import { runStartStep } from './run-start-step.js';
import type { ResolvedStartStep } from './start-step.js';

export interface StartUpListeners {
  /** A step has started; `needs` are all steps that it stands on, directly or not. */
  onStarted(step: ResolvedStartStep, value: unknown, needs: ReadonlySet<string>): void;
  /** The first step that failed; the others are given up. */
  onFailed(step: ResolvedStartStep, error: ShutdownError): void;
}

/** One ordered start: each step begins when those that it needs are done. */
export class StartUp {
  /** Settles with what the steps gave, in their order. */
  readonly values: Promise<unknown[]>;
  /** Settles when no step is on its way any more, well or not. */
  readonly settled: Promise<void>;
  readonly #abort = new AbortController();
  readonly #listeners: StartUpListeners;
  readonly #needs = new Map<string, Set<string>>();
  #failure: ShutdownError | undefined;

  constructor(steps: readonly ResolvedStartStep[], listeners: StartUpListeners) {
    this.#listeners = listeners;
    const running = new Map<string, Promise<unknown>>();
    for (const step of steps) {
      const needed = step.after.map((name) => running.get(name)!);
      this.#needs.set(step.name, new Set(step.after.flatMap((name) => [name, ...this.#needs.get(name)!])));
      const work = Promise.all(needed).then(() => this.#run(step));
      work.catch(() => {}); // told below, once
      running.set(step.name, work);
    }
    const all = [...running.values()];
    this.settled = Promise.allSettled(all).then(() => {});
    this.values = this.settled.then(() => {
      if (this.#failure !== undefined) throw this.#failure;
      return Promise.all(all);
    });
    this.values.catch(() => {}); // whoever called start() has a promise of its own
  }

  /** Gives up: no further step begins, and those on their way are told. */
  abort(reason: string): void {
    this.#failure ??= new ShutdownError('start-aborted', `The start was given up: a shutdown has begun (${reason}).`);
    this.#abort.abort(this.#failure);
  }

  hasThrown(error: unknown): boolean {
    return error !== undefined && error === this.#failure;
  }

  async #run(step: ResolvedStartStep): Promise<unknown> {
    this.#abort.signal.throwIfAborted();
    try {
      const value = await runStartStep(step, this.#abort.signal);
      // Also when the start was given up meanwhile: what has started has to be undone.
      this.#listeners.onStarted(step, value, this.#needs.get(step.name)!);
      return value;
    } catch (cause) {
      if (this.#failure === undefined) {
        const times = step.attempts > 1 ? ` after ${step.attempts} attempts` : '';
        const detail = cause instanceof Error ? cause.message : String(cause);
        this.#failure = new ShutdownError('start-failed', `Step "${step.name}" has failed to start${times}: ${detail}`, { cause });
        this.#abort.abort(this.#failure);
        this.#listeners.onFailed(step, this.#failure);
      }
      throw cause;
    }
  }
}
