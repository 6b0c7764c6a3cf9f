import type { Readable, Writable } from 'node:stream';
import type { Execution } from './execute.js';
import type { RunOptions } from './options/run-options.js';
import type { IpcChannel, SpawnedProcess } from './spawn/spawner.js';
import { toResult } from './result/conclude.js';
import type { RunResult } from './result/result.js';

/**
 * A program that runs. Await it for its result.
 *
 * @example
 * await using server = run('python3', ['-m', 'http.server']); // ended, with its tree, at the end of the block
 */
export class RunningProcess<O extends RunOptions = object> implements PromiseLike<RunResult<O>>, AsyncDisposable {
  readonly #execution: Execution;
  readonly #result: Promise<RunResult<O>>;

  /** @internal Made by `run`. */
  constructor(execution: Execution, reject: boolean) {
    this.#execution = execution;
    this.#result = execution.conclusion.then((conclusion) => {
      const result = toResult<O>(conclusion);
      if (!result.ok && reject) throw result;
      return result as RunResult<O>;
    });
  }

  /** Process id; `undefined` when the program could not be started. */
  get pid(): number | undefined {
    return this.#execution.child?.pid;
  }

  /** Writable with `stdin: 'pipe'`, otherwise `null`. */
  get stdin(): Writable | null {
    return this.#execution.child?.stdin ?? null;
  }

  /** The program's output while it runs; it is collected into the result all the same. */
  get stdout(): Readable | null {
    return this.#execution.child?.stdout ?? null;
  }

  get stderr(): Readable | null {
    return this.#execution.child?.stderr ?? null;
  }

  /** The parent's end of the IPC channel with `ipc`, otherwise `null`. */
  get ipc(): IpcChannel | null {
    const child = this.#execution.child;
    return child !== undefined && 'send' in child && typeof child.send === 'function'
      ? (child as SpawnedProcess & IpcChannel)
      : null;
  }

  /**
   * Ends the whole tree: `killSignal`, the grace period, SIGKILL. Settles when nobody is left; never rejects.
   *
   * @param options.graceMs Milliseconds from `killSignal` to SIGKILL. 0 kills without asking. Default: the run's `killGraceMs`.
   */
  async terminate({ graceMs }: { readonly graceMs?: number } = {}): Promise<void> {
    await this.#execution.terminate(graceMs);
    await this.#execution.conclusion;
  }

  /** Sends one signal to the program alone, and waits for nothing; false when it has ended already. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    return this.#execution.child?.kill(signal) ?? false;
  }

  then<A = RunResult<O>, B = never>(
    onFulfilled?: ((result: RunResult<O>) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<RunResult<O> | B> {
    return this.#result.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<RunResult<O>> {
    return this.#result.finally(onFinally);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#result.catch(() => {}); // ending it here is no failure that anybody has to handle
    await this.terminate();
  }
}
