import { once } from 'node:events';
import { createServer } from 'node:net';
import { descendantsOf, startProgram, temporaryFolder, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createSupervisor } from '../../src/index.js';

const fixture = (name: string): URL => new URL(`../fixtures/${name}`, import.meta.url);

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return String(port);
}

test('a server on node:cluster is reloaded under load: no connection is refused', async () => {
  const program = startProgram(fixture('reloads-cluster.mjs'), { args: [await freePort()] });
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stderr).toBe('');
  expect(JSON.parse(program.stdout)).toEqual({ refused: 0, enough: true, workers: 8, running: ['running 0', 'running 0'] });
});

test('its workers end when they are killed with their primary, and leave the port free', async () => {
  const port = await freePort();
  const program = startProgram(fixture('keeps-cluster.mjs'), { args: [port, temporaryFolder()] });
  await program.waitForOutput(/ready/);
  const workers = descendantsOf(program.pid);
  expect(workers).toHaveLength(1);
  program.kill('SIGKILL');
  await program.exited;
  await waitUntilGone(workers[0]!.pid);
});

test('a new one that does not listen leaves the old one at work, and says so', async () => {
  const program = startProgram(fixture('keeps-cluster.mjs'), { args: [await freePort(), temporaryFolder(), 'breaks'] });
  await program.exited;
  expect(program.stdout).toBe('ready\nERR_WORKER_CRASHED reload: the new "api" did not become ready; the old one goes on\nsame true\n');
});

test.each([
  [{ ready: 'listening' }, /needs a module with cluster: true/],
  [{ cluster: true, spawner: { spawn: () => ({}) } }, /drop the spawner/],
])('%j is refused', (options, message) => {
  const module = fixture('cluster-server.mjs');
  expect(() => createSupervisor({ children: [{ name: 'a', module, ...(options as object) }] })).toThrow(message);
});
