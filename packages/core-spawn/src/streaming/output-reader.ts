import type { OutputPipe } from '../output/output-pipe.js';
import type { Cutter } from './cutter.js';

/** As much waits for the reader before the program has to. */
const HIGH_WATER_BYTES = 256 * 1024;
/**
 * Once the program is gone nobody writes any more, and the kernel holds less than this (socket buffers, `net.core.wmem_max`
 * in socket(7), are 208 KiB by default): it is taken at once, so that the run can end while the reader takes its time.
 */
const LAST_BYTES = 1024 * 1024;

/** Reads one or several streams with backpressure: a program is read no faster than its reader asks. */
export class OutputReader<T> {
  readonly #pipes: readonly OutputPipe[];
  #queue: Queued<T>[] = [];
  #queuedBytes = 0;
  #highWaterBytes = HIGH_WATER_BYTES;
  #open: number;
  #discards = false;
  #wake: (() => void) | undefined;

  constructor(pipes: readonly OutputPipe[], createCutter: (pipe: OutputPipe) => Cutter<T>) {
    this.#pipes = pipes;
    this.#open = pipes.length;
    for (const pipe of pipes) this.#read(pipe, createCutter(pipe));
  }

  /** True when everything was handed over. */
  get atEnd(): boolean {
    return this.#open === 0 && this.#queue.length === 0;
  }

  /** The next piece; `undefined` at the end. */
  async next(): Promise<T | undefined> {
    while (this.#queue.length === 0) {
      if (this.#open === 0) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const { item, bytes } = this.#queue.shift()!;
    this.#queuedBytes -= bytes;
    if (this.#queuedBytes < this.#highWaterBytes) this.#resume();
    return item;
  }

  /** Nobody reads any more: what comes is dropped, so that the program can end. */
  discard(): void {
    this.#discards = true;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#resume();
    this.#wake?.();
  }

  #read(pipe: OutputPipe, cutter: Cutter<T>): void {
    let ended = false;
    pipe.readBy({
      push: (chunk) => this.#add(cutter.cut(chunk), chunk.length),
      end: () => {
        if (ended) return;
        ended = true;
        this.#add(cutter.rest(), 0);
        this.#open -= 1;
        this.#wake?.();
      },
      programEnded: () => {
        this.#highWaterBytes = LAST_BYTES;
        this.#resume();
      },
    });
  }

  #add(item: T | undefined, bytes: number): void {
    if (item === undefined || this.#discards) return;
    this.#queue.push({ item, bytes });
    this.#queuedBytes += bytes;
    if (this.#queuedBytes >= this.#highWaterBytes) for (const pipe of this.#pipes) pipe.pause();
    this.#wake?.();
  }

  #resume(): void {
    for (const pipe of this.#pipes) if (pipe.paused) pipe.resume();
  }
}

interface Queued<T> {
  readonly item: T;
  readonly bytes: number;
}
