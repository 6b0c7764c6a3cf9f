import type { Server } from 'node:http';
import type { Target } from '../targets/target.js';
import { Connections } from './connections.js';
import { lockDoor, whenClosed } from './door.js';
import { markLastAnswers } from './last-answers.js';
import { endQuietConnections } from './quiet-connections.js';

/**
 * Lock the door; answer what has come in, and what still comes on open connections; say with the last answer that it was
 * the last; end who has been quiet. So nothing that a client has sent goes unanswered.
 */
export function httpTarget(server: Server): Target {
  const connections = new Connections(server);
  return {
    drains: true,
    lock() {
      lockDoor(server);
      markLastAnswers(server, connections);
    },
    async end({ signal }) {
      const quiet = endQuietConnections(server, connections);
      const destroyAll = (): void => {
        server.closeAllConnections();
        // Upgraded connections are no longer on the server's own list.
        for (const [socket] of connections.entries()) socket.destroy();
        quiet.stop();
      };
      signal.addEventListener('abort', destroyAll, { once: true });
      await whenClosed(server);
      quiet.stop();
    },
    detach: () => connections.detach(),
  };
}
