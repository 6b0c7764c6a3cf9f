import type { Http2SecureServer, Http2Server, ServerHttp2Session } from 'node:http2';
import { Connections } from '../http/connections.js';
import { lockDoor, whenClosed } from '../http/door.js';
import { markLastAnswers } from '../http/last-answers.js';
import { endQuietConnections } from '../http/quiet-connections.js';
import type { Target } from '../targets/target.js';
import { endSession } from './end-session.js';

/**
 * Lock the door, tell each session that it will end (GOAWAY), let its streams finish, and close it.
 *
 * A secure server may speak HTTP/1 as well (`allowHTTP1`); such connections end as those of an HTTP/1 server do.
 */
export function http2Target(server: Http2Server | Http2SecureServer): Target {
  const sessions = new Set<ServerHttp2Session>();
  const onSession = (session: ServerHttp2Session): void => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    if (locked) endSession(session);
  };
  server.on('session', onSession);
  const http1 = new Connections(server, (socket) => 'alpnProtocol' in socket && socket.alpnProtocol !== 'h2');
  let locked = false;
  return {
    drains: true,
    lock() {
      locked = true;
      lockDoor(server);
      markLastAnswers(server, http1);
      for (const session of sessions) endSession(session);
    },
    async end({ signal }) {
      const quiet = endQuietConnections(server, http1);
      const destroyAll = (): void => {
        for (const session of sessions) session.destroy();
        for (const [socket] of http1.entries()) socket.destroy();
        quiet.stop();
      };
      signal.addEventListener('abort', destroyAll, { once: true });
      await whenClosed(server);
      quiet.stop();
    },
    detach() {
      server.off('session', onSession);
      http1.detach();
    },
  };
}
