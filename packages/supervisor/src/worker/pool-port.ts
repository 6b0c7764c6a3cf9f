import { isMainThread, parentPort, workerData } from 'node:worker_threads';
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
  listen(listener: PortListener): void;
  /** @throws what cannot be cloned. */
  send(message: FromWorker): void;
  /** Notes, where it survives this worker, which job begins. */
  markStart(id: number): void;
  close(): void;
}

/** `undefined` when no pool has started this worker. */
export function openPoolPort(): PoolPort | undefined {
  if (!isMainThread) return isThreadData(workerData) && parentPort !== null ? openThreadPort(parentPort, workerData) : undefined;
  return process.send === undefined ? undefined : openProcessPort();
}
