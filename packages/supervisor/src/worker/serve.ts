import { unpack } from '../wire/buffers.js';
import { isToWorker, type JobEntry } from '../wire/messages.js';
import { toWireError } from '../wire/wire-error.js';
import { JobContextImpl, type JobContext } from './job-context.js';
import { openPoolPort } from './pool-port.js';
import { ResultBatch } from './result-batch.js';

export type { JobContext } from './job-context.js';

/** Jobs by name. Input and output may be whatever the structured clone algorithm carries, Buffers included. */
// `any` lets each handler declare its own input; the pool gets the exact types back through `typeof import(…)`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Handlers = Readonly<Record<string, (input: any, context: JobContext) => unknown>>;

/**
 * Offers jobs to the pool that has started this process or thread; they run one after the other.
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
  const port = openPoolPort();
  if (port === undefined) return handlers;
  const waiting: JobEntry[] = [];
  const results = new ResultBatch(port);
  let running: JobContextImpl | undefined;
  let isWorking = false;

  async function workOff(): Promise<void> {
    isWorking = true;
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      const [id, name, input, attempt] = entry;
      running = new JobContextImpl(id, attempt, port!);
      port!.markStart(id);
      try {
        results.add(id, await handlerOf(handlers, name)(input, running), waiting.length === 0);
      } catch (error) {
        results.flush();
        port!.send({ childproof: 'error', id, error: toWireError(error) });
      }
    }
    running = undefined;
    isWorking = false;
  }

  function take(entries: readonly JobEntry[]): void {
    for (const entry of entries) {
      const [id, name, value, attempt, buffers] = entry;
      // At once and in their order: that makes room for the next.
      waiting.push(buffers === undefined ? entry : [id, name, unpack(value, buffers, port!.buffers), attempt]);
    }
    if (!isWorking) void workOff();
  }

  function abort(id: number): void {
    if (running?.id === id) running.abort();
    const index = waiting.findIndex(([waitingId]) => waitingId === id);
    if (index === -1) return;
    waiting.splice(index, 1);
    port!.send({ childproof: 'dropped', id });
  }

  port.listen({
    onMessage(message) {
      if (!isToWorker(message)) return;
      switch (message.childproof) {
        case 'jobs':
          take(message.list);
          break;
        case 'job':
          take([[message.id, message.name, message.input, message.attempt, message.buffers]]);
          break;
        case 'abort':
          abort(message.id);
          break;
        case 'ping':
          port.send({ childproof: 'pong', id: message.id });
          break;
        case 'stop':
          port.close();
          break;
      }
    },
    onPoolGone() {
      running?.abort(new Error('the pool is gone'));
    },
  });

  void Promise.resolve(ready).then(
    () => port.send({ childproof: 'ready', batches: true, buffers: port.buffers !== undefined }),
    (error: unknown) => {
      // Ends the worker with the error on stderr: the pool sees one that never became ready.
      setImmediate(() => {
        throw error;
      });
    },
  );
  return handlers;
}

function handlerOf(handlers: Handlers, name: string): Handlers[string] {
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler !== undefined) return handler;
  throw new TypeError(`this worker has no job "${name}"; it has: ${Object.keys(handlers).join(', ') || 'none'}`);
}
