import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request handler for a load balancer's probe: 200 while ready, 503 during `start()` and as soon as a shutdown has begun. */
export interface ReadinessHandler {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly ready: boolean;
}

export function createReadiness(statusNow: () => 'starting' | 'ready' | 'shutting-down'): ReadinessHandler {
  const handler = (_request: IncomingMessage, response: ServerResponse): void => {
    const status = statusNow();
    response.writeHead(status === 'ready' ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ status }));
  };
  return Object.defineProperty(handler, 'ready', { get: () => statusNow() === 'ready' }) as unknown as ReadinessHandler;
}
