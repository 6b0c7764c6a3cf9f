import { once, type EventEmitter } from 'node:events';
import type { Target } from './target.js';

/** A `WebSocket` of the package `ws`. */
interface WebSocketLike extends EventEmitter {
  readonly readyState: number;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** A `WebSocketServer` of the package `ws`. */
interface WebSocketServerLike extends EventEmitter {
  readonly clients: Set<WebSocketLike>;
  handleUpgrade(...args: never[]): void;
  close(callback?: (error?: Error) => void): void;
}

/** "Going away", RFC 6455, section 7.4.1: such as a server going down. */
const GOING_AWAY = 1001;
const CLOSED = 3;

export function isWebSocketServer(value: unknown): value is WebSocketServerLike {
  const server = value as Partial<WebSocketServerLike> | null | undefined;
  return server?.clients instanceof Set && typeof server.handleUpgrade === 'function' && typeof server.close === 'function';
}

/** Nobody new is let in; each client gets a close frame and is waited for, and is cut off at the limit. */
export function webSocketServerTarget(server: WebSocketServerLike): Target {
  const sayGoodbye = (client: WebSocketLike): void => client.close(GOING_AWAY, 'the server is shutting down');
  return {
    drains: true,
    async end({ signal }) {
      server.on('connection', sayGoodbye);
      const clients = [...server.clients];
      signal.addEventListener('abort', () => server.clients.forEach((client) => client.terminate()), { once: true });
      const gone = clients.filter(({ readyState }) => readyState !== CLOSED).map((client) => once(client, 'close'));
      clients.forEach(sayGoodbye);
      await Promise.all(gone);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      server.off('connection', sayGoodbye);
    },
  };
}
