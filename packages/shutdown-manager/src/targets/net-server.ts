import type { Server, Socket } from 'node:net';
import { lockDoor, whenClosed } from '../http/door.js';
import type { Target } from './target.js';

/** The door is locked, connections are waited for, and destroyed at the limit: only their owner knows what they do. */
export function netServerTarget(server: Server): Target {
  const sockets = new Set<Socket>();
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', onConnection);
  return {
    drains: true,
    lock: () => lockDoor(server),
    async end({ signal }) {
      signal.addEventListener('abort', () => sockets.forEach((socket) => socket.destroy()), { once: true });
      await whenClosed(server);
    },
    detach: () => void server.off('connection', onConnection),
  };
}
