import { channel } from 'node:diagnostics_channel';
import type { JobAttempt } from '../errors/job-attempt.js';
import type { DeathReason } from '../pool-worker/worker-death.js';

/** Events of a pool; each is also published on `childproof:supervisor:<event>` of node:diagnostics_channel. */
export interface PoolEvents {
  workerStarted: { readonly pid: number | undefined; readonly threadId: number | undefined };
  workerExited: {
    readonly pid: number | undefined;
    readonly reason: DeathReason;
    readonly exitCode: number | null;
    readonly signal: NodeJS.Signals | null;
    /** Name of the job that it was working on. */
    readonly job: string | undefined;
  };
  jobQuarantined: { readonly job: string; readonly attempts: readonly JobAttempt[] };
  gaveUp: { readonly maxRestarts: number; readonly withinMs: number };
}

type Listener<T> = (payload: T) => void;

/** Listeners by event. One that throws never breaks the pool: its error becomes an uncaught exception of its own. */
export class PoolEventBus {
  readonly #listeners = new Map<keyof PoolEvents, Set<Listener<never>>>();

  on<E extends keyof PoolEvents>(event: E, listener: Listener<PoolEvents[E]>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<E extends keyof PoolEvents>(event: E, payload: PoolEvents[E]): void {
    const published = channel(`childproof:supervisor:${event}`);
    if (published.hasSubscribers) published.publish(payload);
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as Listener<PoolEvents[E]>)(payload);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    }
  }
}
