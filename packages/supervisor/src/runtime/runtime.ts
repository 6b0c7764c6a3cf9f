import type { ProcessUsage } from '@childproof/internal';
import type { BufferCarrier } from '../wire/buffers.js';
import type { ToWorker } from '../wire/messages.js';

/** How a worker has ended. */
export interface RuntimeExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote to stderr, where that is captured. */
  readonly stderr: string;
}

/** What carries one worker: a process or a thread. */
export interface Runtime {
  /** Process id; for a thread that of this process. `undefined` until the process has started. */
  readonly pid: number | undefined;
  readonly threadId: number | undefined;
  /** For large Buffers, with a worker that says that it understands; `undefined` where there is none. */
  readonly buffers: BufferCarrier | undefined;
  /** False when the worker can no longer be reached: it is ending. */
  readonly connected: boolean;
  /** Settles when the worker is gone and everything that it has sent was received; never rejects. */
  readonly exited: Promise<RuntimeExit>;
  /** @throws what cannot be cloned, synchronously. */
  send(message: ToWorker): void;
  /** Id of the job that the worker has begun last; `undefined` where it cannot tell. */
  lastBegun(): number | undefined;
  /** Resident memory of the worker alone, in bytes; `undefined` where nobody tells. */
  rssBytes(): number | undefined;
  /** What it takes, and has taken; `undefined` where nobody tells. */
  usage(): ProcessUsage | undefined;
  /** Ends it: asks first, and after `graceMs` by force. */
  terminate(graceMs: number): void;
  /** Lets go of what is kept to be asked after the end. */
  release(): void;
}

export interface RuntimeListener {
  onMessage(message: unknown): void;
  onDisconnect(): void;
}
