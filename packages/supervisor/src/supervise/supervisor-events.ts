import { channel } from 'node:diagnostics_channel';
import type { IntensityOptions } from '../restart/restart-policy.js';
import type { ChildEnding } from './managed-child.js';

/** Events of a supervisor; each is also published on `childproof:supervisor:<event>` of node:diagnostics_channel. */
export interface SupervisorEventMap {
  childStarted: { readonly name: string; readonly pid: number | undefined };
  childExited: { readonly name: string; readonly pid: number | undefined } & ChildEnding;
  gaveUp: IntensityOptions;
}

/** Listeners by event. One that throws never breaks the supervisor: its error becomes an uncaught exception of its own. */
export class SupervisorEvents {
  readonly #listeners = new Map<keyof SupervisorEventMap, Set<(payload: never) => void>>();

  on<E extends keyof SupervisorEventMap>(event: E, listener: (payload: SupervisorEventMap[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<E extends keyof SupervisorEventMap>(event: E, payload: SupervisorEventMap[E]): void {
    const published = channel(`childproof:supervisor:${event}`);
    if (published.hasSubscribers) published.publish(payload);
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: SupervisorEventMap[E]) => void)(payload);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    }
  }
}
