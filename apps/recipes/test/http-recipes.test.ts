import { fileURLToPath } from 'node:url';
import { LoadClient, startProgram, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';

test.each(['express', 'fastify', 'koa', 'nest'])('%s: SIGTERM under load drops no request, and the process ends by itself', async (name) => {
  const program = startProgram(fileURLToPath(new URL(`../src/${name}.js`, import.meta.url)), { env: { PORT: '0' } });
  const [, port] = await program.waitForOutput(/port (\d+)/);
  expect((await fetch(`http://127.0.0.1:${port}/ready`, { headers: { connection: 'close' } })).status).toBe(200);
  const clients = await Promise.all(Array.from({ length: 16 }, () => LoadClient.open(Number(port))));
  onTestFinished(() => clients.forEach((client) => client.close()));
  const done = clients.map((client) => client.saturate(() => '/'));
  await waitFor('load', () => clients.every(({ answered }) => answered > 5));
  program.kill();
  await Promise.all(done);
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(clients.map(({ failed }) => failed)).toEqual(clients.map(() => 0));
  expect(new Set(clients.flatMap(({ bodies }) => bodies))).toEqual(new Set(['hello\n']));
  expect(program.stderr).toBe('');
});
