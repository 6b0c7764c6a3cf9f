/** Failures that can be ordered with an upload, to watch them being survived. Only with FAULT_INJECTION=on. */
export const FAULTS = {
  segfault: 'the worker dies of SIGSEGV, as with a bug in native code',
  kill: 'the worker dies of SIGKILL, as when the kernel runs out of memory',
  abort: 'the worker aborts, as on a failed assertion',
  exit: 'the worker exits with code 0 in the middle of the job',
  spin: 'the worker computes for ever and answers nothing',
  balloon: 'the worker takes more and more memory',
  silence: 'the worker is stopped and says nothing any more',
} as const;

export type FaultName = keyof typeof FAULTS;

/** `kill` strikes at each attempt, `kill-once` at the first. */
export type Fault = FaultName | `${FaultName}-once`;

export function isFault(text: string): text is Fault {
  return Object.hasOwn(FAULTS, text.replace(/-once$/, ''));
}
