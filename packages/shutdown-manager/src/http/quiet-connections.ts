import type { Socket } from 'node:net';
import type { Connections, HttpLikeServer } from './connections.js';

/** A client whose request is on its way is heard within this time; measured, not proved: see the caveats. */
const QUIET_MS = 250;
const LOOK_MS = 25;

/** Ends each connection that has been quiet for a while; `stop` ends the looking. */
export function endQuietConnections(server: HttpLikeServer, connections: Connections): { stop(): void } {
  const startedAt = performance.now();
  const lastHeard = new Map<Socket, { bytes: number; at: number }>();
  let check: NodeJS.Immediate | undefined;

  const look = (): void => {
    const now = performance.now();
    for (const [socket, { answers, bytesWhenIdle }] of connections.entries()) {
      const bytes = socket.bytesRead;
      const heard = lastHeard.get(socket);
      if (heard?.bytes !== bytes || answers.size > 0 || bytes > bytesWhenIdle) {
        lastHeard.set(socket, { bytes, at: now });
      } else if (now - heard.at >= QUIET_MS) {
        socket.end();
        lastHeard.delete(socket);
      }
    }
    // Connections from before the server was registered: Node knows which of them are idle.
    if (connections.size === 0 && now - startedAt >= QUIET_MS && 'closeIdleConnections' in server) server.closeIdleConnections();
  };

  const timer = setInterval(() => {
    // Not from the timer itself: after a blocked loop, what has arrived meanwhile is read first.
    check = setImmediate(look);
  }, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      if (check !== undefined) clearImmediate(check);
    },
  };
}
