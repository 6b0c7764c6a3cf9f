import type { CarriedBuffer } from './buffers.js';
import type { WireError } from './wire-error.js';

/** A job on its way to a worker. */
interface JobMessage {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** Only to workers that said `buffers`: what was taken out of the input. */
  readonly buffers?: readonly CarriedBuffer[] | undefined;
}

/**
 * The whole protocol between pool and worker, over node's IPC channel with `serialization: 'advanced'`, or a thread's port.
 *
 * Each message is an object whose `childproof` names its kind, so that a worker's own messages can share the channel. A
 * worker that speaks it by hand needs `ready`, `job` and `result` or `error`; see docs/guides/worker-protocol.md.
 */
export type ToWorker =
  | ({ readonly childproof: 'job' } & JobMessage)
  /** Only to workers that said `batches`: run one after the other, in this order. */
  | { readonly childproof: 'jobs'; readonly list: readonly JobEntry[] }
  | { readonly childproof: 'abort'; readonly id: number }
  | { readonly childproof: 'ping'; readonly id: number }
  | { readonly childproof: 'stop' };

export type FromWorker =
  /**
   * `batches`: this worker understands `jobs`, answers with `results`, and marks the start of each job.
   * `buffers`: it takes large Buffers beside the message, and may give them so.
   */
  | { readonly childproof: 'ready'; readonly batches?: boolean; readonly buffers?: boolean }
  | { readonly childproof: 'result'; readonly id: number; readonly output: unknown; readonly buffers?: readonly CarriedBuffer[] | undefined }
  | { readonly childproof: 'results'; readonly list: readonly ResultEntry[] }
  | { readonly childproof: 'error'; readonly id: number; readonly error: WireError }
  /** A job that was aborted before it began, and never will. */
  | { readonly childproof: 'dropped'; readonly id: number }
  | { readonly childproof: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly childproof: 'pong'; readonly id: number };

/** As lists, not objects: in a batch of small jobs the names of the keys would cost more than the jobs. */
export type JobEntry = readonly [id: number, name: string, input: unknown, attempt: number, buffers?: readonly CarriedBuffer[] | undefined];
export type ResultEntry = readonly [id: number, output: unknown, buffers?: readonly CarriedBuffer[]];

export function isToWorker(message: unknown): message is ToWorker {
  return hasKind(message);
}

export function isFromWorker(message: unknown): message is FromWorker {
  return hasKind(message);
}

function hasKind(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'childproof' in message;
}
