/** Taken where a resource is created. The stack is only captured: V8 makes text of it when, and if, it is asked for. */
export interface Stamp {
  readonly at: number;
  readonly trace: { readonly stack?: unknown };
}

/** Deep enough to pass through Node's own frames and a library's to the program. */
const DEPTH = 24;

/** @param above The function whose callers matter; it and what it has called are left out. */
export function takeStamp(above: (...args: never[]) => unknown): Stamp {
  const trace: { stack?: unknown } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(trace, above);
  Error.stackTraceLimit = limit;
  return { at: performance.now(), trace };
}
