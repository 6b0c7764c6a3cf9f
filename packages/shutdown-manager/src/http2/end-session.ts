import { constants, type ServerHttp2Session } from 'node:http2';

/** What RFC 9113, section 6.8 asks a server to say first: no stream is refused yet, but no new one should begin. */
const LAST_POSSIBLE_STREAM = 2 ** 31 - 1;
/** In which the client hears it; streams that it had begun before are on their way until then. */
const NOTICE_MS = 100;

/**
 * Ends a session without refusing a stream that is already on its way: first a notice, then the real GOAWAY, then the end
 * when the last stream has finished.
 *
 * `session.close()` alone refuses whatever arrives after it, also what was sent before the client could know.
 */
export function endSession(session: ServerHttp2Session): void {
  if (session.closed || session.destroyed) return;
  session.goaway(constants.NGHTTP2_NO_ERROR, LAST_POSSIBLE_STREAM);
  const close = (): void => {
    // A turn later: what has arrived meanwhile is read first, also after a blocked event loop.
    setImmediate(() => {
      if (!session.closed && !session.destroyed) session.close();
    });
  };
  const timer = setTimeout(close, NOTICE_MS);
  session.once('close', () => clearTimeout(timer));
}
