import { once } from 'node:events';
import { Server } from 'node:net';

/**
 * Closes the listener and nothing else.
 *
 * http.Server's own close() also closes "idle" connections, those too whose next request is already in the kernel's
 * buffer. A server that begins to listen only now is closed again.
 */
export function lockDoor(server: Server): void {
  const close = (): void => void Server.prototype.close.call(server, () => {});
  server.on('listening', close);
  server.once('close', () => server.off('listening', close));
  // In the check phase: just before it libuv has accepted every connection that was waiting in the backlog.
  if (server.listening) setImmediate(() => server.listening && close());
}

/** Settles when the listener is closed and the last connection has ended. */
export async function whenClosed(server: Server): Promise<void> {
  if (await isIdle(server)) return;
  await once(server, 'close');
}

function isIdle(server: Server): Promise<boolean> {
  return new Promise((resolve) =>
    server.getConnections((error, count) => resolve(!server.listening && (error !== null || count === 0))),
  );
}
