export interface HeartbeatOptions {
  /** Milliseconds between two pings. @default 2_000 */
  readonly intervalMs: number;
  /** Milliseconds without an answer after which a worker counts as hung. @default 10_000 */
  readonly timeoutMs: number;
}

/**
 * Notices a worker whose event loop is blocked or whose channel has gone silent.
 *
 * Pings go out one at a time: an answer to an old one proves nothing about now.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #ping: (id: number) => void;
  readonly #onSilence: () => void;
  #id = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeartbeatOptions, ping: (id: number) => void, onSilence: () => void) {
    this.#options = options;
    this.#ping = ping;
    this.#onSilence = onSilence;
  }

  start(): void {
    this.#timer = setTimeout(() => this.#beat(), this.#options.intervalMs);
  }

  #beat(): void {
    this.#id++;
    this.#ping(this.#id);
    this.#timer = setTimeout(this.#onSilence, this.#options.timeoutMs);
  }

  answered(id: number): void {
    if (id !== this.#id || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
