import type { BufferCarrier } from './buffers.js';

/** Between two threads: a copy is handed over, so that the sender keeps its own. */
export class ThreadCarrier implements BufferCarrier {
  readonly minBytes = 0;
  #copies: ArrayBuffer[] = [];

  put(bytes: Uint8Array): Uint8Array {
    const copy = new Uint8Array(bytes); // exactly these bytes, without the rest of their pool
    this.#copies.push(copy.buffer);
    return copy;
  }

  take(carried: Uint8Array): Buffer {
    return Buffer.from(carried.buffer, carried.byteOffset, carried.byteLength);
  }

  orTakeBack(send: () => void): void {
    try {
      send();
    } finally {
      this.#copies = [];
    }
  }

  /** What the next message hands over. */
  transfers(): readonly ArrayBuffer[] {
    return this.#copies;
  }
}
