export interface HeartbeatOptions {
  /** Milliseconds between two pings. @default 2_000 */
  readonly intervalMs: number;
  /** Milliseconds without an answer after which a worker counts as hung. @default 10_000 */
  readonly timeoutMs: number;
}

/** So many times within `timeoutMs` an answer is looked for. */
const LOOKS = 10;

/**
 * Notices a worker whose event loop is blocked or whose channel has gone silent.
 *
 * Pings go out one at a time: an answer to an old one proves nothing about now. Silence is counted in looks, with a turn
 * of the event loop between two: while this process itself was blocked or suspended, an answer may lie unread.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #ping: (id: number) => void;
  readonly #onSilence: () => void;
  #id = 0;
  #askedAt: number | undefined;
  #lastDelayMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeartbeatOptions, ping: (id: number) => void, onSilence: () => void) {
    this.#options = options;
    this.#ping = ping;
    this.#onSilence = onSilence;
  }

  start(): void {
    this.#timer = setTimeout(() => this.#beat(), this.#options.intervalMs);
  }

  /** Milliseconds that the last answer took, or that the one that is due has not come; `undefined` before the first. */
  get delayMs(): number | undefined {
    const waitingMs = this.#askedAt === undefined ? 0 : performance.now() - this.#askedAt;
    return waitingMs > (this.#lastDelayMs ?? 0) ? waitingMs : this.#lastDelayMs;
  }

  #beat(): void {
    this.#id++;
    this.#askedAt = performance.now();
    this.#ping(this.#id);
    this.#await(LOOKS);
  }

  #await(looks: number): void {
    if (looks === 0) this.#onSilence();
    else this.#timer = setTimeout(() => this.#await(looks - 1), this.#options.timeoutMs / LOOKS);
  }

  answered(id: number): void {
    if (id !== this.#id || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#lastDelayMs = performance.now() - this.#askedAt!;
    this.#askedAt = undefined;
    this.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
