import { Worker } from 'node:worker_threads';
import type { PoolSettings } from '../pool/pool-settings.js';
import { ThreadCarrier } from '../wire/thread-carrier.js';
import type { ToWorker } from '../wire/messages.js';
import type { ThreadData } from '../wire/thread-data.js';
import type { Runtime, RuntimeExit, RuntimeListener } from './runtime.js';

const KEPT_STDERR_CHARACTERS = 16 * 1024;

/**
 * A worker in a thread of this process.
 *
 * What ends a process ends all of them: a segmentation fault, an abort or the kernel's memory limit is not survived.
 */
export class ThreadRuntime implements Runtime {
  readonly pid = process.pid;
  readonly exited: Promise<RuntimeExit>;
  readonly buffers = new ThreadCarrier();
  readonly #worker: Worker;
  readonly #mark = new Float64Array(new SharedArrayBuffer(8));
  #connected = true;
  #stderr = '';

  constructor(file: string, { execArgv, env, output, resourceLimits }: PoolSettings, listener: RuntimeListener) {
    const workerData: ThreadData = { childproof: { mark: this.#mark } };
    this.#worker = new Worker(file, {
      execArgv: [...execArgv],
      env: { ...process.env, ...env },
      resourceLimits: { ...resourceLimits },
      workerData,
      stdout: output === 'capture',
      stderr: output === 'capture',
    });
    if (output === 'capture') {
      this.#worker.stdout.resume();
      this.#worker.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR_CHARACTERS)));
    }
    this.#worker.on('message', (message) => listener.onMessage(message));
    this.#worker.on('error', (error) => {
      // An uncaught error of the thread, or that it has run out of memory: its exit follows.
      this.#stderr += `${error.stack ?? error.message}\n`;
      this.#connected = false;
      listener.onDisconnect();
    });
    this.exited = new Promise((resolve) => {
      this.#worker.on('exit', (exitCode) => {
        this.#connected = false;
        listener.onDisconnect();
        resolve({ exitCode, signal: null, stderr: this.#stderr.slice(-KEPT_STDERR_CHARACTERS) });
      });
    });
  }

  get threadId(): number {
    return this.#worker.threadId;
  }

  get connected(): boolean {
    return this.#connected;
  }

  send(message: ToWorker): void {
    if (this.#connected) this.#worker.postMessage(message, this.buffers.transfers());
  }

  lastBegun(): number {
    return this.#mark[0]!;
  }

  rssBytes(): undefined {
    return undefined; // the threads of a process share its memory
  }

  usage(): undefined {
    return undefined;
  }

  terminate(): void {
    void this.#worker.terminate(); // a thread hears no signal: there is nothing to ask it with
  }

  release(): void {}
}
