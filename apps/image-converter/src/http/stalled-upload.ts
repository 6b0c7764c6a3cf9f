import type { IncomingMessage } from 'node:http';
import type { Services } from './create-http-server.js';

/** While the server ends, a sender that is silent for so long is not waited for. */
const STALLED_WHILE_ENDING_MS = 1_000;
const LOOK_MS = 250;
const ANSWER = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Ends an upload whose sender has fallen silent: it holds a connection and a file for nothing, and a server that is to end would
 * wait for it to its deadline. One that only trickles has until half of that deadline.
 *
 * @returns A function that ends the watch.
 */
export function guardAgainstStalls(request: IncomingMessage, { config, stopping }: Pick<Services, 'config' | 'stopping'>): () => void {
  const { socket } = request;
  let received = socket.bytesRead;
  let receivedAt = performance.now();
  let endingSince: number | undefined;
  // A look now and then: a listener on the socket would take its data out of the fast path.
  const timer = setInterval(() => {
    const now = performance.now();
    if (stopping.aborted) endingSince ??= now;
    if (request.complete) return; // it has done its part
    // What lies here unread is our delay: more is not let in meanwhile.
    if (socket.bytesRead !== received || request.readableLength > 0) {
      received = socket.bytesRead;
      receivedAt = now;
    }
    const silentMs = now - receivedAt;
    const isStalled = silentMs > config.uploadIdleTimeoutMs || (endingSince !== undefined && silentMs > STALLED_WHILE_ENDING_MS);
    const isTrickling = endingSince !== undefined && now - endingSince > config.shutdownDeadlineMs / 2;
    if (!isStalled && !isTrickling) return;
    clearInterval(timer);
    socket.write(ANSWER);
    socket.destroySoon();
    request.destroy();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
