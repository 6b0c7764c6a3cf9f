import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerRun } from './server-run.js';

const BETWEEN_MS = 300;

export type SecondSignalResult =
  /** The first signal ended it at once, although a request was on its way in. */
  | { readonly outcome: 'first-was-enough' }
  | { readonly outcome: 'ended'; readonly afterMs: number }
  | { readonly outcome: 'ignored' };

/** Whoever signals again wants it to end now: a request that never becomes complete keeps it from ending by itself. */
export async function secondSignalRun(run: ServerRun, port: number, timeoutMs: number): Promise<SecondSignalResult> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n'); // and no empty line, which would end the head
  try {
    run.signal('SIGTERM');
    if ((await run.ends(BETWEEN_MS)) !== undefined) return { outcome: 'first-was-enough' };
    run.signal('SIGTERM');
    const afterMs = await run.ends(timeoutMs);
    return afterMs === undefined ? { outcome: 'ignored' } : { outcome: 'ended', afterMs };
  } finally {
    socket.destroy();
  }
}
