import type { Readable } from 'node:stream';

/**
 * Waits for the end of the output of a program that is gone; true when a pipe was still held open after `limitMs`.
 *
 * The last output arrives after the exit, so not waiting loses it. But a descendant that inherited the pipe keeps it
 * open for as long as it likes, so waiting without a limit may never end.
 */
export async function drainPipes(streams: readonly (Readable | null)[], limitMs: number): Promise<boolean> {
  const open = streams.filter((stream) => stream !== null).filter((stream) => !stream.closed);
  if (open.length === 0) return false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'limit'>((resolve) => (timer = setTimeout(resolve, limitMs, 'limit')));
  const closed = Promise.all(open.map(closeOf));
  const held = (await Promise.race([closed, limit])) === 'limit';
  clearTimeout(timer);
  if (held) for (const stream of open) stream.destroy();
  return held;
}

function closeOf(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.once('close', resolve));
}
