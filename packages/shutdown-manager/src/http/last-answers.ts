import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connections, HttpLikeServer } from './connections.js';

/**
 * From now on the last answer of each connection says `Connection: close`, and Node ends the connection after it.
 *
 * Which answer is the last is decided when its headers are written. Only then it is known who came behind it: of
 * pipelined requests all but the last keep the connection open, or those behind would never be answered.
 */
export function markLastAnswers(server: HttpLikeServer, connections: Connections): void {
  for (const [, { answers }] of connections.entries()) answers.forEach(mark);

  const emit = server.emit.bind(server) as (event: string | symbol, ...args: unknown[]) => boolean;
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'request') return emit(event, ...args);
    const [request, answer] = args as [IncomingMessage, ServerResponse];
    if (request.httpVersionMajor !== 1) return emit(event, ...args);
    connections.note(request.socket, answer);
    mark(answer);
    // A handler may answer at once, while the requests behind this one stand unparsed in the same chunk.
    setImmediate(() => emit(event, ...args));
    return true;
  };

  function mark(answer: ServerResponse): void {
    if (answer.headersSent) return;
    const writeHead = answer.writeHead.bind(answer) as (...args: unknown[]) => ServerResponse;
    answer.writeHead = (...args: unknown[]): ServerResponse => {
      if (!answer.headersSent && connections.isLast(answer)) answer.shouldKeepAlive = false;
      return writeHead(...args);
    };
  }
}
