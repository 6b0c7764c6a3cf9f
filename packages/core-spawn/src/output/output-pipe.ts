import type { Readable } from 'node:stream';
import type { Settings } from '../options/settings.js';
import type { Failure } from '../result/verdict.js';
import { listenTo, type StreamListeners } from './stream-listeners.js';
import { createOutputStore, type OutputStore } from './output-store.js';

export type OutputName = 'stdout' | 'stderr';

/** Between two chunks of a program that is being ended for writing too much: it may still have to write to end. */
const DROP_PAUSE_MS = 5;

/** Gets a stream's output: a reader instead of the collector, or a tap beside it. */
export interface OutputSink {
  push(chunk: Buffer): void;
  /** Nothing comes any more; may be called more than once. */
  end(): void;
  /** The program has ended: what is left in the pipe is little, and may be taken at once. */
  programEnded?(): void;
}

export interface OutputListeners {
  /** Called for every chunk, kept or not. */
  onData(chunk: Buffer): void;
  /** The stream failed, or passed its limit under `onMaxOutput: 'terminate'`. */
  onFailure(failure: Failure): unknown;
}

/**
 * One output stream of a run: collected up to `maxOutputBytes`, unless somebody reads it.
 *
 * Past the limit it goes on being read: a program that blocks on a full pipe could not handle its signal.
 */
export class OutputPipe {
  readonly name: OutputName;
  readonly #settings: Settings;
  readonly #listeners: OutputListeners;
  readonly #store: OutputStore;
  readonly #taps: OutputSink[] = [];
  #reader: OutputSink | undefined;
  #stream: Readable | undefined;
  #onClosed: (() => void) | undefined;
  #programEnded = false;
  #slowTimer: NodeJS.Timeout | undefined;
  #paused = false;
  #ended = false;
  /** The result has it; kept here for a reader that comes after the end. */
  #taken: string | Uint8Array | undefined;

  constructor(name: OutputName, settings: Settings, listeners: OutputListeners) {
    this.name = name;
    this.#settings = settings;
    this.#listeners = listeners;
    this.#store = createOutputStore(settings, settings.maxOutputBytes);
  }

  get truncated(): boolean {
    return this.#store.truncated;
  }

  /** True once the stream is at its end, or never was. */
  get closed(): boolean {
    return this.#stream?.closed ?? true;
  }

  /** True while a reader has more than it can take. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The program has started, and this is what it writes. */
  attach(stream: Readable): void {
    this.#stream = stream;
    listenTo(stream, this.#streamListeners());
    if (this.#paused) stream.pause();
  }

  tap(sink: OutputSink): void {
    this.#taps.push(sink);
  }

  /**
   * From here on the output goes to `reader` and is collected no more.
   *
   * @throws TypeError `ERR_OUTPUT_TAKEN` when there is a reader already.
   */
  readBy(reader: OutputSink): void {
    if (this.#reader !== undefined) {
      throw Object.assign(new TypeError(`${this.name} is being read already; a stream has one reader.`), { code: 'ERR_OUTPUT_TAKEN' });
    }
    this.#reader = reader;
    const early = this.#taken === undefined ? this.#store.takeBytes() : Buffer.from(this.#taken as string);
    if (early.length > 0) reader.push(early);
    if (this.#ended) reader.end();
  }

  pause(): void {
    this.#paused = true;
    this.#stream?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#stream?.resume();
  }

  /** Closes our end: a program that goes on writing gets SIGPIPE. */
  close(): void {
    this.#stream?.destroy();
  }

  programEnded(): void {
    this.#programEnded = true;
    if (this.#slowTimer !== undefined) this.#readOn();
    this.#reader?.programEnded?.();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const tap of this.#taps) tap.end();
    this.#reader?.end();
  }

  fail(failure: Failure): void {
    this.#listeners.onFailure(failure);
  }

  /** One listener; for a pipe that is open. */
  onceClosed(listener: () => void): void {
    this.#onClosed = listener;
  }

  /** Hands over what was collected; once. */
  take(): string | Uint8Array {
    this.#taken = this.#settings.encoding === 'utf8' ? this.#store.takeText() : this.#store.takeBytes();
    return this.#taken;
  }

  /** What comes now is dropped; at full speed it would pile up as garbage until the program has ended. */
  #readSlowly(): void {
    if (this.#programEnded || this.#slowTimer !== undefined) return;
    this.#stream?.pause();
    this.#slowTimer = setTimeout(() => this.#readOn(), DROP_PAUSE_MS);
  }

  #readOn(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = undefined;
    if (!this.#paused) this.#stream?.resume();
  }

  #streamListeners(): StreamListeners {
    return {
      error: (cause) => this.fail({ reason: 'stdio', detail: `could not be heard: reading ${this.name} failed: ${cause.message}`, cause }),
      data: (chunk) => this.#receive(chunk),
      close: () => {
        clearTimeout(this.#slowTimer);
        this.end();
        this.#onClosed?.();
      },
    };
  }

  #receive(chunk: Buffer): void {
    this.#listeners.onData(chunk);
    for (const tap of this.#taps) tap.push(chunk);
    if (this.#reader !== undefined) {
      this.#reader.push(chunk);
      return;
    }
    const { onMaxOutput, maxOutputBytes } = this.#settings;
    const wasTruncated = this.#store.truncated;
    this.#store.add(chunk);
    if (onMaxOutput !== 'terminate' || !this.#store.truncated) return;
    if (!wasTruncated) this.fail({ reason: 'max-output', detail: `wrote more than ${maxOutputBytes} bytes to ${this.name}` });
    this.#readSlowly();
  }
}
