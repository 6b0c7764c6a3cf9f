import { EventEmitter, once } from 'node:events';
import { DiagnosticsError } from '../errors/diagnostics-error.js';
import type { WebSocketClient } from './websocket.js';

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: object;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

interface EvaluateResult {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

const ANSWER_TIMEOUT_MS = 10_000;

/** The Chrome DevTools protocol with another process; its events are emitted by their name. */
export class RemoteSession extends EventEmitter {
  readonly #socket: WebSocketClient;
  readonly #waiting = new Map<number, { resolve(result: Record<string, unknown>): void; readonly reject: (error: Error) => void }>();
  #lastId = 0;
  #isOver = false;

  constructor(socket: WebSocketClient) {
    super();
    this.#socket = socket;
    socket.onText = (text) => this.#onReply(JSON.parse(text) as Reply);
    socket.onClose = () => {
      this.#isOver = true;
      for (const { reject } of this.#waiting.values()) reject(new DiagnosticsError('no-answer', 'the process ended or closed its inspector before it answered.'));
      this.emit('close');
    };
  }

  async post(method: string, params: object = {}, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = withResolvers<Record<string, unknown>>();
    this.#waiting.set(id, { resolve, reject });
    this.#socket.send(JSON.stringify({ id, method, params }));
    const tooLate = new DiagnosticsError('no-answer', `the process did not answer within ${timeoutMs} ms.`);
    const timer = timeoutMs === Infinity ? undefined : setTimeout(reject, timeoutMs, tooLate);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** The value, which must be JSON, of an expression that the process evaluates, even while its event loop does not turn. */
  evaluate<T>(expression: string, timeoutMs?: number): Promise<T> {
    return this.#evaluate({ expression }, timeoutMs);
  }

  /** The same of a promise, which needs the event loop to turn. */
  evaluatePromise<T>(expression: string, timeoutMs?: number): Promise<T> {
    return this.#evaluate({ expression, awaitPromise: true }, timeoutMs);
  }

  async #evaluate<T>(params: object, timeoutMs?: number): Promise<T> {
    const { result, exceptionDetails } = (await this.post('Runtime.evaluate', { returnByValue: true, ...params }, timeoutMs)) as unknown as EvaluateResult;
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }

  get isClosed(): boolean {
    return this.#isOver;
  }

  /** Waits for the other side to close the connection; false when it has not by then. */
  async isOver(timeoutMs: number): Promise<boolean> {
    if (this.#isOver) return true;
    return once(this, 'close', { signal: AbortSignal.timeout(timeoutMs) }).then(() => true, () => false);
  }

  close(): Promise<void> {
    return this.#socket.close();
  }

  #onReply({ id, method, params, result, error }: Reply): void {
    if (id === undefined) return void this.emit(method!, params);
    const waiter = this.#waiting.get(id);
    if (error !== undefined) waiter?.reject(new Error(error.message));
    else waiter?.resolve(result!);
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => ((resolve = onResolve), (reject = onReject)));
  return { promise, resolve, reject };
}
