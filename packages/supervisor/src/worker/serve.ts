import { isToWorker, type FromWorker, type ToWorker } from '../wire/messages.js';
import { toWireError } from '../wire/wire-error.js';

/** What a handler is given beside its input. */
export interface JobContext {
  /** Aborted when the caller has given up, or the pool is gone. */
  readonly signal: AbortSignal;
  /** 1 for the first attempt; more when a worker has died on this job before. */
  readonly attempt: number;
  /** Reports progress to the caller's `onProgress`. */
  readonly progress: (value: unknown) => void;
}

/** Jobs by name. Input and output may be whatever the structured clone algorithm carries, Buffers included. */
// `any` lets each handler declare its own input; the pool gets the exact types back through `typeof import(…)`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Handlers = Readonly<Record<string, (input: any, context: JobContext) => unknown>>;

/**
 * Offers jobs to the pool that has started this process.
 *
 * Outside of a pool it only returns the handlers, so that a worker module can be imported and tested as it is.
 *
 * @param options.ready Awaited before the first job is taken. Default: at once.
 * @example
 * export default serve({
 *   async resize({ path, width }: { path: string; width: number }, { signal, progress }) { … },
 * });
 */
export function serve<H extends Handlers>(handlers: H, { ready }: { readonly ready?: PromiseLike<unknown> } = {}): H {
  if (process.send === undefined) return handlers;
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker): void => {
    // The pool may be gone at any moment: then nobody waits for this message.
    if (process.connected) process.send!(message, undefined, undefined, () => {});
  };

  async function work({ id, name, input, attempt }: Extract<ToWorker, { childproof: 'job' }>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      if (handler === undefined) {
        throw new TypeError(`this worker has no job "${name}"; it has: ${Object.keys(handlers).join(', ') || 'none'}`);
      }
      const progress = (value: unknown): void => send({ childproof: 'progress', id, value });
      const output = await handler(input, { signal: controller.signal, attempt, progress });
      send({ childproof: 'result', id, output });
    } catch (error) {
      send({ childproof: 'error', id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  }

  process.on('message', (message) => {
    if (!isToWorker(message)) return;
    switch (message.childproof) {
      case 'job':
        void work(message);
        break;
      case 'abort':
        running.get(message.id)?.abort();
        break;
      case 'ping':
        send({ childproof: 'pong', id: message.id, rssBytes: process.memoryUsage.rss() });
        break;
      case 'stop':
        // Not within the event: Node 20 throws when a message that came before this listener closes the channel.
        setImmediate(() => {
          if (process.connected) process.disconnect();
        });
        break;
    }
  });

  // Without a pool there is nobody to work for, whatever else keeps this process open.
  const onPoolGone = (): void => {
    for (const controller of running.values()) controller.abort(new Error('the pool is gone'));
    setImmediate(() => process.exit());
  };
  if (process.connected) process.once('disconnect', onPoolGone);
  else onPoolGone(); // while this module was still loading
  // Ctrl-C in a terminal reaches the whole foreground group; when the workers stop is for the pool to say.
  process.on('SIGINT', () => {});

  void Promise.resolve(ready).then(
    () => send({ childproof: 'ready' }),
    (error: unknown) => {
      // Ends the process with the error on stderr: the pool sees a worker that never became ready.
      setImmediate(() => {
        throw error;
      });
    },
  );
  return handlers;
}
