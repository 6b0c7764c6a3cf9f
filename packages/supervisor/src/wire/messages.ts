import type { WireError } from './wire-error.js';

/**
 * The whole protocol between pool and worker, over node's IPC channel with `serialization: 'advanced'`.
 *
 * Each message is an object whose `childproof` names its kind, so that a worker's own messages can share the channel.
 */
export type ToWorker =
  | { readonly childproof: 'job'; readonly id: number; readonly name: string; readonly input: unknown; readonly attempt: number }
  | { readonly childproof: 'abort'; readonly id: number }
  | { readonly childproof: 'ping'; readonly id: number }
  | { readonly childproof: 'stop' };

export type FromWorker =
  | { readonly childproof: 'ready' }
  | { readonly childproof: 'result'; readonly id: number; readonly output: unknown }
  | { readonly childproof: 'error'; readonly id: number; readonly error: WireError }
  | { readonly childproof: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly childproof: 'pong'; readonly id: number; readonly rssBytes: number };

export function isToWorker(message: unknown): message is ToWorker {
  return hasKind(message);
}

export function isFromWorker(message: unknown): message is FromWorker {
  return hasKind(message);
}

function hasKind(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'childproof' in message;
}
