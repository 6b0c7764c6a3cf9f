import type { FastifyInstance } from 'fastify';
import type { Services } from './create-http-server.js';

const KEEP_ALIVE_MS = 15_000;
/** A listener that does not read must not fill our memory; it is cut off and connects again. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** `GET /api/events`: changes of jobs as server-sent events, until the client or the server goes. */
export function eventRoutes(app: FastifyInstance, { feed, urls, stopping }: Pick<Services, 'feed' | 'urls' | 'stopping'>): void {
  const listeners = new Set<(text: string) => void>();
  // One text for all: with hundreds of listeners, writing it anew for each would be most of the work.
  const unsubscribe = feed.subscribe((job) => {
    if (listeners.size === 0) return;
    const text = `event: job\ndata: ${JSON.stringify(urls.show(job))}\n\n`;
    for (const write of listeners) write(text);
  });
  app.addHook('onClose', async () => unsubscribe());

  app.get('/api/events', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' });
    raw.write('retry: 1000\n\n');
    const write = (text: string): void => {
      if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
      else raw.write(text);
    };
    listeners.add(write);
    const keepAlive = setInterval(() => write(': still here\n\n'), KEEP_ALIVE_MS);
    const end = (): void => {
      // At once, not when the client has read the rest: a write after the end is an error that nobody catches.
      listeners.delete(write);
      clearInterval(keepAlive);
      raw.end();
    };
    stopping.addEventListener('abort', end, { once: true });
    raw.on('close', () => {
      listeners.delete(write);
      clearInterval(keepAlive);
      stopping.removeEventListener('abort', end);
    });
    if (stopping.aborted || request.raw.destroyed) end();
  });
}
