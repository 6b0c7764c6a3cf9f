import { cutTail } from './character-boundary.js';
import type { OutputStore } from './output-store.js';

/** Keeps the last `maxBytes`. */
export class TailStore implements OutputStore {
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

  takeBytes(): Buffer {
    const all = Buffer.concat(this.#chunks.splice(0), this.#size);
    return all.subarray(Math.max(0, all.length - this.#maxBytes));
  }

  takeText(): string {
    const tail = this.takeBytes();
    return (this.truncated ? cutTail(tail) : tail).toString('utf8');
  }
}
