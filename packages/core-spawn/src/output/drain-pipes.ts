import type { OutputPipe } from './output-pipe.js';

/** Between two looks at a pipe whose reader is busy. */
const MIN_LOOK_MS = 50;

/**
 * Waits for the end of the output of a program that is gone; true when a pipe was still held open after `limitMs`.
 *
 * The last output arrives after the exit, so not waiting loses it. But a descendant that inherited the pipe keeps it
 * open for as long as it likes, so waiting without a limit may never end. A pipe that stays open because its reader
 * takes its time is held by nobody: `isPatient` says whether that is waited for.
 */
export async function drainPipes(
  pipes: readonly (OutputPipe | undefined)[],
  limitMs: number,
  isPatient: () => boolean,
): Promise<boolean> {
  const open = pipes.filter((pipe) => pipe !== undefined).filter((pipe) => !pipe.closed);
  if (open.length === 0) return false;
  const closed = Promise.all(open.map((pipe) => new Promise<void>((resolve) => pipe.onceClosed(resolve))));
  let waitMs = limitMs;
  while (!(await settlesWithin(closed, waitMs))) {
    const unread = open.some((pipe) => pipe.paused && !pipe.closed);
    if (unread && isPatient()) {
      waitMs = Math.max(limitMs, MIN_LOOK_MS);
      continue;
    }
    for (const pipe of open) pipe.close();
    return true;
  }
  return false;
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  const settled = await Promise.race([promise.then(() => true), limit]);
  clearTimeout(timer);
  return settled;
}
