import { descendantsOf, LoadClient, startProgram, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport } from '../program.js';

test('workers are told to disconnect, drop no request, and are gone before the primary goes on', async () => {
  const program = startProgram(fixture('cluster.mjs'));
  const [, port] = await program.waitForOutput(/port (\d+)/);
  const clients = await Promise.all(Array.from({ length: 16 }, () => LoadClient.open(Number(port))));
  onTestFinished(() => clients.forEach((client) => client.close()));
  const done = clients.map((client) => client.saturate(() => `/${Math.floor(Math.random() * 20)}`));
  await waitFor('load', () => clients.every(({ answered }) => answered > 3));
  program.kill();
  await Promise.all(done);
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(clients.reduce((failed, client) => failed + client.failed, 0)).toBe(0);
  const lines = program.stdout.split('\n');
  expect(lines.filter((line) => line.startsWith('worker report'))).toEqual(Array(2).fill('worker report disconnect true'));
  expect(lines.filter((line) => line.startsWith('worker exit'))).toEqual(Array(2).fill('worker exit 0 null true'));
  expect(lines).toContain('db closed, workers left: 0');
  expect(printedReport(program)).toMatchObject({ ok: true, tampering: [], steps: [{ name: 'workers', status: 'done' }, { name: 'db' }] });
  expect(program.stderr).toBe('');
});

test('SIGTERM to one worker ends that one, with its own code and no false alarm', async () => {
  const program = startProgram(fixture('cluster.mjs'));
  await program.waitForOutput(/port (\d+)/);
  process.kill(descendantsOf(program.pid)[0]!.pid, 'SIGTERM');
  await program.waitForOutput(/worker exit 0 null true/);
  expect(program.stdout).toContain('worker report SIGTERM true');
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
});

test('a worker whose primary dies shuts down in order', async () => {
  const program = startProgram(fixture('cluster.mjs'));
  await program.waitForOutput(/port (\d+)/);
  program.kill('SIGKILL');
  await program.exited; // its output ends when the workers, who share it, have gone
  expect(program.stdout.match(/worker report disconnect true/g)).toHaveLength(2);
});

test('a worker that does not end is killed at the limit', async () => {
  const program = startProgram(fixture('cluster.mjs'), { args: ['hangs'] });
  await program.waitForOutput(/port (\d+)/);
  program.kill();
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout.match(/worker exit null SIGKILL/g)).toHaveLength(2);
  expect(printedReport(program)).toMatchObject({ ok: false, steps: [{ name: 'workers', status: 'timed-out' }, { name: 'db', status: 'done' }] });
});

test('a worker without a manager is told to disconnect', async () => {
  const program = startProgram(fixture('cluster.mjs'), { args: ['bare'] });
  await program.waitForOutput(/port (\d+)/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout.match(/worker exit 0 null true/g)).toHaveLength(2);
});
