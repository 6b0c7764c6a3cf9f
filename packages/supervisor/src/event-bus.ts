import { channel } from 'node:diagnostics_channel';

/**
 * Listeners by event; each event is also published on `childproof:supervisor:<event>` of node:diagnostics_channel.
 *
 * A listener that throws never breaks what emits: its error becomes an uncaught exception of its own.
 */
export class EventBus<Events> {
  readonly #listeners = new Map<keyof Events & string, Set<(payload: never) => void>>();

  on<E extends keyof Events & string>(event: E, listener: (payload: Events[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<E extends keyof Events & string>(event: E, payload: Events[E]): void {
    const published = channel(`childproof:supervisor:${event}`);
    if (published.hasSubscribers) published.publish(payload);
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: Events[E]) => void)(payload);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    }
  }
}
