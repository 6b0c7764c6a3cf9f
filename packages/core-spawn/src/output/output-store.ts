import { cutHead, cutTail } from './character-boundary.js';

/** Output that has been kept, bounded in memory whatever the program writes. */
export interface OutputStore {
  /** Something was dropped. */
  readonly truncated: boolean;
  add(chunk: Buffer): void;
  /** Hands over what was kept, once; as text it ends, or begins, between two characters. */
  take(text: boolean): Buffer;
}

export function createOutputStore(maxBytes: number, keep: 'head' | 'tail'): OutputStore {
  return keep === 'tail' ? new TailStore(maxBytes) : new HeadStore(maxBytes);
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
