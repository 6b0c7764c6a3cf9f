import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request handler for a load balancer's probe: 200 while ready, 503 as soon as a shutdown has begun. */
export interface ReadinessHandler {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly ready: boolean;
}

export function createReadiness(isReady: () => boolean): ReadinessHandler {
  const handler = (_request: IncomingMessage, response: ServerResponse): void => {
    const ready = isReady();
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ status: ready ? 'ready' : 'shutting-down' }));
  };
  return Object.defineProperty(handler, 'ready', { get: isReady }) as unknown as ReadinessHandler;
}
