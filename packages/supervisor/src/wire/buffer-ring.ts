import { fs } from '@childproof/internal';
import { Fifo } from '../fifo.js';

/** A part of the shared file in which one side puts bytes and the other side takes them, in the same order. */
export interface RingPlace {
  readonly descriptor: number;
  /** Where the bytes begin, and how many there may be. */
  readonly start: number;
  readonly capacityBytes: number;
  /** Where the reader counts, in eight bytes, how many pieces it has taken. */
  readonly counterAt: number;
}

/** Where a piece lies, from the start of the ring. */
export interface RingPiece {
  readonly offset: number;
  readonly length: number;
}

/** The side that puts. Each piece lies in one part; what does not fit now is for another way. */
export class RingWriter {
  readonly #place: RingPlace;
  readonly #counter = Buffer.alloc(8);
  /** Pieces that the reader had not taken when last asked, oldest first. */
  readonly #unread = new Fifo<RingPiece>();
  #taken = 0;
  #end = 0;

  constructor(place: RingPlace) {
    this.#place = place;
  }

  /** `undefined` when there is no room, in the ring or in memory. */
  put(bytes: Uint8Array): RingPiece | undefined {
    const { length } = bytes;
    if (length > this.#place.capacityBytes) return undefined;
    this.#forgetTaken();
    const offset = this.#room(length);
    if (offset === undefined || !this.#write(bytes, offset)) return undefined;
    const piece = { offset, length };
    this.#unread.add(piece);
    this.#end = offset + length;
    return piece;
  }

  /** Does `send`; when it throws, nobody will ever take what it has put, and it is taken back. */
  orTakeBack(send: () => void): void {
    const putBefore = this.#taken + this.#unread.size;
    const end = this.#end;
    try {
      send();
    } catch (error) {
      this.#unread.truncate(putBefore - this.#taken);
      this.#end = end;
      throw error;
    }
  }

  #forgetTaken(): void {
    if (this.#unread.size === 0) return;
    fs.readSync(this.#place.descriptor, this.#counter, 0, 8, this.#place.counterAt);
    const taken = this.#counter.readDoubleLE();
    for (; this.#taken < taken; this.#taken++) this.#unread.take();
  }

  /** An empty ring begins at its start again: one piece at a time needs no more memory than the largest. */
  #room(length: number): number | undefined {
    const oldest = this.#unread.peek();
    if (oldest === undefined) return 0;
    const { capacityBytes } = this.#place;
    if (this.#end <= oldest.offset) return oldest.offset - this.#end >= length ? this.#end : undefined;
    if (capacityBytes - this.#end >= length) return this.#end;
    return oldest.offset >= length ? 0 : undefined;
  }

  /** A full /dev/shm, 64 MiB in many containers, is no failure. */
  #write(bytes: Uint8Array, offset: number): boolean {
    try {
      return fs.writeSync(this.#place.descriptor, bytes, 0, bytes.length, this.#place.start + offset) === bytes.length;
    } catch {
      return false;
    }
  }
}

/** The side that takes: every piece, in the order in which they were put. */
export class RingReader {
  readonly #place: RingPlace;
  readonly #counter = Buffer.alloc(8);
  #taken = 0;

  constructor(place: RingPlace) {
    this.#place = place;
  }

  take({ offset, length }: RingPiece): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    fs.readSync(this.#place.descriptor, bytes, 0, length, this.#place.start + offset);
    this.#counter.writeDoubleLE(++this.#taken);
    fs.writeSync(this.#place.descriptor, this.#counter, 0, 8, this.#place.counterAt);
    return bytes;
  }
}
