import { setTimeout as sleep } from 'node:timers/promises';
import { LoadClient, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { expectGoodEnd, openClients, startServer, sum } from './http-server.js';

const RUNS = [1, 2, 3, 4, 5];
const CONNECTIONS = 64;

test.each(RUNS)('no request is dropped on 64 saturated connections (run %i)', async () => {
  const server = await startServer();
  const clients = await openClients(server.port, CONNECTIONS);
  const done = Promise.all(clients.map((client) => client.saturate(() => '/')));
  await waitFor('load', () => sum(clients, 'answered') > 2_000);
  server.kill();
  await done;
  await expectGoodEnd(server);
  expect(sum(clients, 'failed')).toBe(0);
});

test.each(RUNS)('no request is dropped of mixed ones: late, begun, slow, and idle connections (run %i)', async () => {
  const server = await startServer();
  const busy = await openClients(server.port, CONNECTIONS);
  const [slow, ...idle] = await openClients(server.port, 11);
  const kinds = ['/', '/?ms=1', '/?ms=20', '/?ms=60&head', '/?head'];
  const done = busy.map((client) => client.saturate(() => kinds[Math.floor(Math.random() * kinds.length)]!));
  await waitFor('load', () => sum(busy, 'answered') > 1_000);
  const answer = slow!.request('/?ms=900&head');
  await Promise.all(idle.slice(0, 5).map((client) => client.request('/')));
  server.kill();
  await Promise.all([...done, answer]);
  await expectGoodEnd(server);
  expect(sum([...busy, ...idle, slow!], 'failed')).toBe(0);
  expect(slow!.bodies).toEqual(['head']);
});

test.each(RUNS)('no request is dropped of clients that pause between requests (run %i)', async () => {
  const server = await startServer();
  const clients = await openClients(server.port, CONNECTIONS);
  const done = clients.map(async (client) => {
    while (!client.over) {
      await client.request('/?ms=3');
      await sleep(Math.random() * 40);
    }
  });
  await waitFor('load', () => sum(clients, 'answered') > 500);
  server.kill();
  await Promise.all(done);
  await expectGoodEnd(server);
  expect(sum(clients, 'failed')).toBe(0);
});

test.each(['/', '/?ms=20'])('pipelined requests are all answered, in order (%s)', async (path) => {
  const server = await startServer();
  const [client, other] = await openClients(server.port, 2);
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const answers = other!.request('/?ms=300');
  server.kill();
  // Written when the server no longer accepts connections, on one that it still serves.
  await waitFor('the door to be locked', () => LoadClient.open(server.port).then((late) => late.close(), () => true));
  await client!.request(...ids.map((id) => `${path}${path.includes('?') ? '&' : '?'}id=${id}`));
  await answers;
  await expectGoodEnd(server);
  expect(client).toMatchObject({ answered: 5, failed: 0, bodies: ids.map((id) => `${id}\n`) });
});

test('idle connections do not hold the end up', async () => {
  const server = await startServer();
  const clients = await openClients(server.port, 20);
  await Promise.all(clients.slice(0, 10).map((client) => client.request('/')));
  server.kill();
  await expectGoodEnd(server);
  expect(clients.every(({ over }) => over)).toBe(true);
});

test('in the readiness delay everything goes on as before', async () => {
  const server = await startServer('400');
  const [first] = await openClients(server.port, 1);
  await first!.request('/');
  server.kill();
  const [second] = await openClients(server.port, 1);
  await Promise.all([first!.request('/'), second!.request('/')]);
  expect([first!.over, second!.over]).toEqual([false, false]);
  await expectGoodEnd(server);
});
