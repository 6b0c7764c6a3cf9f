import { checkOptions, abortSignal, durationMs, followAbort, type OptionRule } from '@childproof/internal';
import { WorkerError } from '../errors/worker-error.js';
import { fromWireError, toWireError, type WireError } from '../wire/wire-error.js';
import type { Peer } from './peer.js';

/** Names of events with their payloads, and of requests with their functions; what one side may ask of the other. */
export interface ChannelTypes {
  readonly events?: Readonly<Record<string, unknown>>;
  // `any` lets each request declare its own input.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly requests?: Readonly<Record<string, (input: any) => unknown>>;
}

type Events<T extends ChannelTypes> = NonNullable<T['events']>;
type Requests<T extends ChannelTypes> = NonNullable<T['requests']>;

export interface RequestOptions {
  /** Milliseconds until an answer is given up. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Message =
  | { readonly childproof: 'event'; readonly name: string; readonly payload: unknown }
  | { readonly childproof: 'request'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly childproof: 'response'; readonly id: number; readonly output?: unknown; readonly error?: WireError };

interface Pending {
  readonly name: string;
  readonly settle: (error: Error | undefined, output?: unknown) => void;
}

const rules: Readonly<Record<keyof RequestOptions, OptionRule>> = {
  timeoutMs: durationMs({ min: 1, allowInfinity: true }),
  signal: abortSignal,
};

/** One side of a conversation between two processes; made by `createChannel` and `connect`. */
export class Channel<Theirs extends ChannelTypes = ChannelTypes, Ours extends ChannelTypes = ChannelTypes> implements Disposable {
  readonly #peer: Peer;
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();
  readonly #handlers = new Map<string, (input: never) => unknown>();
  readonly #pending = new Map<number, Pending>();
  readonly #stopListening: () => void;
  #nextId = 1;
  #closed = false;

  /** @internal */
  constructor(peer: Peer) {
    this.#peer = peer;
    this.#stopListening = peer.listen((message) => this.#receive(message as Message), () => this.close());
    if (!peer.connected) this.close();
  }

  /** Tells the other side; what is sent to a peer that has gone is lost. */
  emit<Name extends keyof Events<Theirs> & string>(name: Name, payload: Events<Theirs>[Name]): void {
    this.#send({ childproof: 'event', name, payload });
  }

  /** Hears what the other side emits. @returns a function that stops listening. */
  on<Name extends keyof Events<Ours> & string>(name: Name, listener: (payload: Events<Ours>[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Answers the other side's requests of this name; what it throws arrives as the error of the request. */
  handle<Name extends keyof Requests<Ours> & string>(name: Name, handler: Requests<Ours>[Name]): void {
    this.#handlers.set(name, handler);
  }

  /**
   * Asks the other side and settles with its answer.
   *
   * @throws WorkerError `job` when the handler has thrown (its error is the `cause`), `timeout`, `aborted`, or `closed` when the peer goes.
   * @throws TypeError `ERR_INVALID_OPTION` or `ERR_UNKNOWN_OPTION`, at once.
   */
  request<Name extends keyof Requests<Theirs> & string>(
    name: Name,
    input: Parameters<Requests<Theirs>[Name]>[0],
    options: RequestOptions = {},
  ): Promise<Awaited<ReturnType<Requests<Theirs>[Name]>>> {
    checkOptions('channel.request', rules, options);
    const { timeoutMs = 30_000, signal } = options;
    return new Promise((resolve, reject) => {
      const fail = (reason: 'closed' | 'timeout' | 'aborted', detail: string, cause?: unknown): void =>
        this.#settle(id, new WorkerError(reason, `${name}: ${detail}`, { job: name, ...(cause === undefined ? {} : { cause }) }));
      const id = this.#nextId++;
      const timer = timeoutMs === Infinity ? undefined : setTimeout(() => fail('timeout', `no answer within ${timeoutMs} ms`), timeoutMs);
      const unfollow = signal === undefined ? undefined : followAbort(signal, () => fail('aborted', 'aborted by the caller', signal.reason));
      this.#pending.set(id, {
        name,
        settle: (error, output) => {
          clearTimeout(timer);
          unfollow?.();
          if (error === undefined) resolve(output as Awaited<ReturnType<Requests<Theirs>[Name]>>);
          else reject(error);
        },
      });
      if (this.#closed) fail('closed', 'the channel is closed');
      else if (signal?.aborted === true) fail('aborted', 'aborted by the caller', signal.reason);
      else this.#send({ childproof: 'request', id, name, input });
    });
  }

  /** Ends the conversation, and rejects what waits for an answer; the connection itself is left alone. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopListening();
    for (const [id, { name }] of this.#pending) this.#settle(id, new WorkerError('closed', `${name}: the other side has gone, or the channel was closed`, { job: name }));
    this.#listeners.clear();
    this.#handlers.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #settle(id: number, error: Error | undefined, output?: unknown): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(error, output);
  }

  #receive(message: Message): void {
    switch (message.childproof) {
      case 'event':
        for (const listener of this.#listeners.get(message.name) ?? []) this.#tell(listener, message.payload);
        return;
      case 'request':
        void this.#answer(message.id, message.name, message.input);
        return;
      case 'response': {
        const name = this.#pending.get(message.id)?.name;
        const cause = message.error === undefined ? undefined : fromWireError(message.error);
        this.#settle(message.id, cause && new WorkerError('job', `${name}: ${cause.message}`, { job: name ?? '', cause }), message.output);
        return;
      }
    }
  }

  /** A listener that throws does not break the others: its error becomes an uncaught exception of its own. */
  #tell(listener: (payload: never) => void, payload: unknown): void {
    try {
      listener(payload as never);
    } catch (error) {
      process.nextTick(() => {
        throw error;
      });
    }
  }

  async #answer(id: number, name: string, input: unknown): Promise<void> {
    try {
      const handler = this.#handlers.get(name);
      if (handler === undefined) throw new TypeError(`nobody handles "${name}" here; handled: ${[...this.#handlers.keys()].join(', ') || 'nothing'}`);
      this.#send({ childproof: 'response', id, output: await handler(input as never) });
    } catch (error) {
      this.#send({ childproof: 'response', id, error: toWireError(error) });
    }
  }

  #send(message: Message): void {
    if (!this.#closed && this.#peer.connected) this.#peer.send(message);
  }
}
