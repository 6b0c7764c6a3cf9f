import { fileURLToPath } from 'node:url';

/** File, line and column from which `callee` was called. */
export function callSite(callee: (...args: never) => unknown): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  const frame = String(holder.stack).split('\n').find((line) => /^\s+at /.test(line));
  if (frame === undefined) return 'unknown';
  const place = /\((.*)\)$/.exec(frame)?.[1] ?? frame.replace(/^\s+at (async )?/, '');
  return place.replace(/^file:.*?(?=:\d+:\d+$)/, (url) => fileURLToPath(url));
}
