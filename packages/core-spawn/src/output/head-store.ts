import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { cutHead } from './character-boundary.js';
import type { OutputStore } from './output-store.js';

/** As much is turned into text at a time. Text of this size is kept by node outside of the JavaScript heap. */
const PIECE_BYTES = 1024 * 1024;
/** With room for the chunk that goes beyond; node reads at most 64 KiB at once. */
const SCRATCH_BYTES = PIECE_BYTES + 64 * 1024;

/** Keeps the first `maxBytes`. */
export class HeadStore implements OutputStore {
  truncated = false;
  readonly #maxBytes: number;
  readonly #encoding: 'utf8' | 'bytes';
  /** What is long enough to be text already, so that it is never in memory twice; bytes where it is not UTF-8. */
  #pieces: (string | Buffer)[] = [];
  /** What came after it. */
  #chunks: Buffer[] = [];
  /** Where chunks are put together, again and again: less for the garbage collector to run after. */
  #scratch: Buffer | undefined;
  #size = 0;
  #chunkBytes = 0;

  constructor(maxBytes: number, encoding: 'utf8' | 'bytes') {
    this.#maxBytes = maxBytes;
    this.#encoding = encoding;
  }

  add(chunk: Buffer): void {
    const room = this.#maxBytes - this.#size;
    if (chunk.length > room) this.truncated = true;
    if (room === 0) return;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(kept);
    this.#size += kept.length;
    this.#chunkBytes += kept.length;
    if (this.#encoding === 'utf8' && this.#chunkBytes >= PIECE_BYTES) this.#decode();
  }

  takeBytes(): Buffer {
    const pieces = this.#pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
    const all = Buffer.concat([...pieces, ...this.#chunks], this.#size);
    this.#forget();
    return all;
  }

  takeText(): string {
    const all = this.#takeChunks();
    const rest = this.truncated ? cutHead(all) : all;
    if (this.#pieces.length === 0) return rest.toString('utf8');
    let text = '';
    const decoder = new StringDecoder('utf8'); // a character may begin in one piece and end in the next
    for (const piece of [...this.#pieces, rest]) {
      text += typeof piece === 'string' ? decoder.end() + piece : decoder.write(piece);
    }
    this.#forget();
    return this.truncated ? text : text + decoder.end();
  }

  /** Only what can be turned back into the same bytes: whoever reads it after all may want them. */
  #decode(): void {
    const bytes = this.#takeChunks((this.#scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)));
    const characters = cutHead(bytes);
    if (!isUtf8(characters)) {
      this.#pieces.push(Buffer.from(bytes));
      return;
    }
    this.#pieces.push(characters.toString('utf8'));
    const rest = Buffer.from(bytes.subarray(characters.length));
    if (rest.length > 0) this.#chunks.push(rest);
    this.#chunkBytes = rest.length;
  }

  /** As one; in `scratch` when they have room there. */
  #takeChunks(scratch?: Buffer): Buffer {
    const chunks = this.#chunks;
    const bytes = this.#chunkBytes;
    this.#chunks = [];
    this.#chunkBytes = 0;
    if (chunks.length === 1) return chunks[0]!;
    if (scratch === undefined || scratch.length < bytes) return Buffer.concat(chunks, bytes);
    let end = 0;
    for (const chunk of chunks) end += chunk.copy(scratch, end);
    return scratch.subarray(0, end);
  }

  #forget(): void {
    this.#pieces = [];
    this.#chunks = [];
    this.#scratch = undefined;
    this.#chunkBytes = 0;
    this.#size = 0;
  }
}
