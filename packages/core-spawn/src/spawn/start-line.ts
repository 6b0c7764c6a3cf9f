import { hasDescriptorsFor } from '../platform/free-descriptors.js';

/** Out of descriptors or of processes: what the end of another run gives back. */
const SCARCE = new Set(['EMFILE', 'ENFILE', 'EAGAIN']);

let running = 0;
const waiting: (() => void)[] = [];

/**
 * The line of runs that could not be started for lack of descriptors, and wait until another run of this process ends.
 *
 * Each end calls the next of them; each start does too, for there may be room for more. When nothing of ours runs,
 * waiting would be for nothing.
 */
export const startLine = {
  /** False when a run has to wait because others wait already, or because descriptors for its pipes are missing. */
  mayStart(pipes: number): boolean {
    return waiting.length === 0 && startLine.hasRoom(pipes);
  },

  /** When nothing of ours runs it is tried anyway: nothing better will come. */
  hasRoom(pipes: number): boolean {
    return hasDescriptorsFor(pipes) || running === 0;
  },

  /** Whether it helps to wait after a start has failed. */
  isWorthIt(error: NodeJS.ErrnoException): boolean {
    return running > 0 && SCARCE.has(error.code ?? '');
  },

  /** Settles when it is this run's turn to try; `cancel()` gives the turn away. */
  enter(place: 'front' | 'back'): { readonly turn: Promise<void>; cancel(): void } {
    let call!: () => void;
    const turn = new Promise<void>((resolve) => (call = resolve));
    if (place === 'front') waiting.unshift(call);
    else waiting.push(call);
    return {
      turn,
      cancel() {
        const index = waiting.indexOf(call);
        if (index !== -1) waiting.splice(index, 1);
        call();
      },
    };
  },

  hasStarted(): void {
    running += 1;
    callNext();
  },

  hasEnded(): void {
    running -= 1;
    callNext();
  },

  /** A run whose turn it was has failed for another reason. */
  hasGivenUp(): void {
    callNext();
  },
};

function callNext(): void {
  waiting.shift()?.();
}
