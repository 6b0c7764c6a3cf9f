import type { ProcessTree, RootProcess } from './process-tree.js';
import { sendSignal } from './send-signal.js';

/** The program's process group, where there is no process table to read (macOS, BSD). A `setsid` leaves it. */
export class PosixProcessGroup implements ProcessTree {
  readonly #group: number;
  #gone = false;

  constructor({ pid }: RootProcess) {
    this.#group = pid;
  }

  signal(signal: NodeJS.Signals): void {
    // A group id is not given away again while the group has a member. Once it was empty, it may be a stranger's.
    if (!this.#gone) this.#gone = !sendSignal(-this.#group, signal);
  }

  hasSurvivors(): boolean {
    if (!this.#gone) this.#gone = !sendSignal(-this.#group, 0);
    return !this.#gone;
  }
}
