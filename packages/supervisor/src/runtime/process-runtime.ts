import { run } from '@childproof/core-spawn';
import { readMemory, readProcessUsage, type ProcessUsage } from '@childproof/internal';
import type { PoolSettings } from '../pool/pool-settings.js';
import type { BufferCarrier } from '../wire/buffers.js';
import type { ToWorker } from '../wire/messages.js';
import { createRingCarrier } from '../wire/ring-carrier.js';
import { SHARED_FILE, SharedFile } from '../wire/shared-file.js';
import { channelClosed } from './channel-closed.js';
import type { Runtime, RuntimeExit, RuntimeListener } from './runtime.js';

/** Bytes of a worker's stderr that are kept for the history of a job. */
const KEPT_STDERR_BYTES = 16 * 1024;

/** A worker in a process of its own, with a channel, in a tree that can be ended as a whole. */
export class ProcessRuntime implements Runtime {
  readonly threadId = undefined;
  readonly exited: Promise<RuntimeExit>;
  readonly #program: ReturnType<typeof startProgram>;
  readonly #shared = SharedFile.create();
  readonly buffers: BufferCarrier | undefined;
  #isGone = false;

  constructor(file: string, settings: PoolSettings, listener: RuntimeListener) {
    this.#program = startProgram(file, settings, this.#shared);
    const rings = this.#shared?.rings;
    this.buffers = rings && createRingCarrier(rings.toWorker, rings.toPool);
    // Later only where it has to wait for descriptors.
    void this.#program.started.then(() => {
      this.#program.ipc?.on('message', (message) => listener.onMessage(message));
      // Its exit is reported later, by up to a second where a descendant holds its output open.
      this.#program.ipc?.on('disconnect', () => listener.onDisconnect());
    });
    this.exited = this.#untilGone();
  }

  get pid(): number | undefined {
    return this.#program.pid;
  }

  get connected(): boolean {
    return this.#program.ipc?.connected === true;
  }

  send(message: ToWorker): void {
    // An error told to the callback means that the worker is dying, and its end is what counts.
    if (this.connected) this.#program.ipc?.send(message, () => {});
  }

  lastBegun(): number | undefined {
    return this.#shared?.lastBegun();
  }

  rssBytes(): number | undefined {
    return this.#livePid === undefined ? undefined : readMemory(this.#livePid)?.rssBytes;
  }

  usage(): ProcessUsage | undefined {
    return this.#livePid === undefined ? undefined : readProcessUsage(this.#livePid);
  }

  /** Later it may be a stranger's. */
  get #livePid(): number | undefined {
    return this.#isGone ? undefined : this.#program.pid;
  }

  terminate(graceMs: number): void {
    void this.#program.terminate({ graceMs });
  }

  async #untilGone(): Promise<RuntimeExit> {
    const { exitCode, signal, stderr } = await this.#program;
    this.#isGone = true;
    // What it had sent before it died still counts, and may arrive after the exit.
    await channelClosed(this.#program.ipc);
    return { exitCode, signal, stderr: stderr ?? '' };
  }

  /** Lets go of what is kept to read from after the end. */
  release(): void {
    this.#shared?.close();
  }
}

function startProgram(file: string, { execArgv, env, output, stopGraceMs, spawner }: PoolSettings, shared: SharedFile | undefined) {
  return run(process.execPath, [...execArgv, file], {
    ipc: 'advanced',
    env: shared === undefined ? env : { ...env, [SHARED_FILE]: shared.path },
    spawner,
    reject: false,
    stdout: output === 'inherit' ? 'inherit' : 'ignore',
    stderr: output === 'inherit' ? 'inherit' : 'pipe',
    maxOutputBytes: KEPT_STDERR_BYTES,
    onMaxOutput: 'keep-tail',
    killGraceMs: stopGraceMs,
    killLeftovers: true,
  });
}
