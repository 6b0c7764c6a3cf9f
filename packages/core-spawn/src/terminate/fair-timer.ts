/** One hears of an end that node has noticed; a spawner may need more to tell it. */
const TURNS = 4;

/**
 * A timer that, when it is late, first lets in what has happened meanwhile.
 *
 * While this process is blocked, a program may end or print in time without anybody hearing of it. Node calls timers
 * before it reads events, so some turns of the event loop are waited for before the verdict.
 */
export class FairTimer {
  readonly #timer: NodeJS.Timeout;
  #verdict: NodeJS.Immediate | undefined;

  constructor(ms: number, onExpired: () => void) {
    const afterTurns = (turns: number): void => {
      this.#verdict = setImmediate(() => (turns > 1 ? afterTurns(turns - 1) : onExpired()));
    };
    this.#timer = setTimeout(() => afterTurns(TURNS), ms);
  }

  refresh(): void {
    clearImmediate(this.#verdict);
    this.#timer.refresh();
  }

  stop(): void {
    clearImmediate(this.#verdict);
    clearTimeout(this.#timer);
  }
}
