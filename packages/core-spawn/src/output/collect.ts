import type { Readable } from 'node:stream';
import type { Settings } from '../options/settings.js';
import type { Failure } from '../result/verdict.js';
import { cutHead, cutTail } from './character-boundary.js';

export interface CollectListeners {
  /** Called for every chunk, kept or not. */
  onData(): void;
  /** The stream failed, or passed its limit under `onMaxOutput: 'terminate'`. */
  onFailure(failure: Failure): unknown;
}

/** What has come out of one stream, bounded in memory whatever the program writes. */
export interface Collected {
  readonly truncated: boolean;
  /** Hands over what was collected; once. */
  take(): string | Uint8Array;
}

/**
 * Collects a stream up to `maxOutputBytes` and discards the rest.
 *
 * The stream goes on being read past the limit: a program that blocks on a full pipe could not handle its signal.
 */
export function collect(name: string, stream: Readable, settings: Settings, listeners: CollectListeners): Collected {
  const { maxOutputBytes, onMaxOutput, encoding } = settings;
  const store = onMaxOutput === 'keep-tail' ? new TailStore(maxOutputBytes) : new HeadStore(maxOutputBytes);
  stream.on('error', (cause) =>
    listeners.onFailure({ reason: 'stdio', detail: `could not be heard: reading ${name} failed: ${cause.message}`, cause }),
  );
  stream.on('data', (chunk: Buffer) => {
    listeners.onData();
    const wasTruncated = store.truncated;
    store.add(chunk);
    if (onMaxOutput === 'terminate' && store.truncated && !wasTruncated) {
      listeners.onFailure({ reason: 'max-output', detail: `wrote more than ${maxOutputBytes} bytes to ${name}` });
    }
  });
  return {
    get truncated() {
      return store.truncated;
    },
    take() {
      const bytes = store.take(encoding === 'utf8');
      return encoding === 'utf8' ? bytes.toString('utf8') : bytes;
    },
  };
}

interface OutputStore {
  readonly truncated: boolean;
  add(chunk: Buffer): void;
  take(text: boolean): Buffer;
}

/** Keeps the first `maxBytes`. */
class HeadStore implements OutputStore {
  truncated = false;
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Buffer): void {
    const room = this.#maxBytes - this.#size;
    if (chunk.length > room) this.truncated = true;
    if (room === 0) return;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(kept);
    this.#size += kept.length;
  }

  take(text: boolean): Buffer {
    const all = Buffer.concat(this.#chunks.splice(0), this.#size);
    return this.truncated && text ? cutHead(all) : all;
  }
}

/** Keeps the last `maxBytes`. */
class TailStore implements OutputStore {
  truncated = false;
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.truncated ||= this.#size > this.#maxBytes;
    // Whole chunks before the last maxBytes are let go; the exact cut is made once, at the end.
    while (this.#chunks.length > 0 && this.#size - this.#chunks[0]!.length >= this.#maxBytes) {
      this.#size -= this.#chunks.shift()!.length;
    }
  }

  take(text: boolean): Buffer {
    const all = Buffer.concat(this.#chunks.splice(0), this.#size);
    const tail = all.subarray(Math.max(0, all.length - this.#maxBytes));
    return this.truncated && text ? cutTail(tail) : tail;
  }
}
