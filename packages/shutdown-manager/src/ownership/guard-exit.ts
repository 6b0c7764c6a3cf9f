import { stackOfCaller, type OnTampering } from './tampering.js';

export interface ExitGuard {
  /** Ends the process, whatever the guard says. */
  exit(code: number): void;
  release(): void;
}

/**
 * As long as `isHeld()`, `process.exit()` does nothing but tell who called it.
 *
 * A library that ends the process in its own signal handler would cut the shutdown off before its first step.
 */
export function guardExit(isHeld: () => boolean, onTampering: OnTampering): ExitGuard {
  const real = process.exit; // eslint-disable-line @typescript-eslint/unbound-method
  const guarded = function exit(code?: number | string | null): void {
    if (!isHeld()) return real.call(process, code);
    const stack = stackOfCaller(guarded);
    // A cluster worker that has lost its primary is ended by Node itself; it has a shutdown to run first.
    if (!/^\s+at .*\(?node:internal\/cluster\//.test(stack)) onTampering({ what: `process.exit(${code ?? ''})`, stack });
  };
  process.exit = guarded as typeof process.exit;
  return {
    exit: (code) => real.call(process, code),
    release() {
      // Somebody may have wrapped ours meanwhile; then it stays below, and holds nothing any more.
      if (process.exit === (guarded as unknown)) process.exit = real;
    },
  };
}
