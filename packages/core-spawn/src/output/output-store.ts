import { StringDecoder } from 'node:string_decoder';
import { cutHead, cutTail } from './character-boundary.js';

/** Text of this size and more is kept by node outside of the JavaScript heap. */
const PIECE_BYTES = 1024 * 1024;

/** Output that has been kept, bounded in memory whatever the program writes. */
export interface OutputStore {
  /** Something was dropped. */
  readonly truncated: boolean;
  add(chunk: Buffer): void;
  /** Hands over what was kept; once. */
  takeBytes(): Buffer;
  /** The same as text, cut between two characters. */
  takeText(): string;
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

  takeBytes(): Buffer {
    return Buffer.concat(this.#chunks.splice(0), this.#size);
  }

  takeText(): string {
    if (this.#size <= PIECE_BYTES) {
      const all = this.takeBytes();
      return (this.truncated ? cutHead(all) : all).toString('utf8');
    }
    // Piece by piece, letting go of the bytes on the way: as a whole they would be in memory twice, beside the text.
    const decoder = new StringDecoder('utf8');
    let text = '';
    this.#chunks.reverse();
    while (this.#chunks.length > 0) text += decoder.write(this.#takePiece());
    return this.truncated ? text : text + decoder.end();
  }

  /** From the end of the reversed list, where taking is cheap. */
  #takePiece(): Buffer {
    const piece: Buffer[] = [];
    for (let bytes = 0; bytes < PIECE_BYTES && this.#chunks.length > 0; bytes += piece.at(-1)!.length) piece.push(this.#chunks.pop()!);
    return Buffer.concat(piece);
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

  takeBytes(): Buffer {
    const all = Buffer.concat(this.#chunks.splice(0), this.#size);
    return all.subarray(Math.max(0, all.length - this.#maxBytes));
  }

  takeText(): string {
    const tail = this.takeBytes();
    return (this.truncated ? cutTail(tail) : tail).toString('utf8');
  }
}
