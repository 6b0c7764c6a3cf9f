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
export function drainPipes(
  pipes: readonly (OutputPipe | undefined)[],
  limitMs: number,
  isPatient: () => boolean,
): Promise<boolean> | false {
  const open = pipes.filter((pipe) => pipe?.closed === false) as OutputPipe[];
  if (open.length === 0) return false;
  return new Promise((resolve) => {
    let left = open.length;
    let timer: NodeJS.Timeout;
    const look = (): void => {
      const unread = open.some((pipe) => pipe.paused && !pipe.closed);
      if (unread && isPatient()) {
        timer = setTimeout(look, Math.max(limitMs, MIN_LOOK_MS));
        return;
      }
      for (const pipe of open) pipe.close();
      resolve(true);
    };
    timer = setTimeout(look, limitMs);
    const closed = (): void => {
      left -= 1;
      if (left > 0) return;
      clearTimeout(timer);
      resolve(false);
    };
    for (const pipe of open) pipe.onceClosed(closed);
  });
}
