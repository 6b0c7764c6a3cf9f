/** Waits until stdout and stderr have been handed over, but no longer than `limitMs`: a reader may have stopped reading. */
export async function flushOutput(limitMs: number): Promise<void> {
  const streams = [process.stdout, process.stderr].filter((stream) => stream.writableLength > 0 && !stream.destroyed);
  if (streams.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([limit, Promise.all(streams.map(written))]);
  clearTimeout(timer);
}

/** The callback of an empty write comes when all before it is written, or failed. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()));
}
