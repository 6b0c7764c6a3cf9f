import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { eventRoutes } from '../../src/http/events.js';
import { SignedUrls } from '../../src/http/signed-urls.js';
import { JobFeed } from '../../src/jobs/job-feed.js';

test('a change that comes while the stream is being ended harms nobody', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  const feed = new JobFeed();
  const stopping = new AbortController();
  eventRoutes(app, { feed, stopping: stopping.signal, urls: new SignedUrls('secret', 60_000) });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const [response] = (await once(get(`${url}/api/events`), 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));

  const job = { id: '1', outputs: ['web'], attempts: [], state: 'running', progress: 0 } as const;
  feed.publish({ ...job, name: 'before' });
  stopping.abort();
  feed.publish({ ...job, name: 'after' });
  await once(response, 'end');
  expect(text).toContain('before');
  expect(text).not.toContain('after');
});
