import type { BufferCarrier } from '../wire/buffers.js';
import type { FromWorker } from '../wire/messages.js';
import { isThreadData } from '../wire/thread-data.js';
import { openProcessPort } from './process-port.js';
import { openThreadPort } from './thread-port.js';

interface PortListener {
  onMessage(message: unknown): void;
  /** Nobody waits for a result any more; the worker ends right after. */
  onPoolGone(): void;
}

/** The worker's end of the connection to its pool. */
export interface PoolPort {
  /** For large Buffers; `undefined` where they travel in the messages. */
  readonly buffers: BufferCarrier | undefined;
  listen(listener: PortListener): void;
  /** @throws what cannot be cloned. */
  send(message: FromWorker): void;
  /** Notes, where it survives this worker, which job begins. */
  markStart(id: number): void;
  close(): void;
}

// At a third of the time that importing it takes; a worker's start is what its pool waits for.
const threads = process.getBuiltinModule('node:worker_threads');

/** `undefined` when no pool has started this worker. */
export function openPoolPort(): PoolPort | undefined {
  const { isMainThread, parentPort } = threads;
  const workerData: unknown = threads.workerData;
  if (!isMainThread) return isThreadData(workerData) && parentPort !== null ? openThreadPort(parentPort, workerData) : undefined;
  return process.send === undefined ? undefined : openProcessPort();
}
