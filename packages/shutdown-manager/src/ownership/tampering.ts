/** Somebody else took a hand in the end of this process; it had no effect. */
export interface Tampering {
  /** What was done, such as `process.exit(0)`. */
  readonly what: string;
  /** The call stack of who did it. */
  readonly stack: string;
}

/** Who is told of it. `callee` and what is above it are left out of the stack. */
export type OnTampering = (tampering: Tampering) => void;

const STACK_FRAMES = 30;

/** The stack of the caller, without a first line of its own. */
export function stackOfCaller(callee: (...args: never) => unknown): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_FRAMES;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  return String(holder.stack).replace(/^[^\n]*\n/, '');
}
