import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { finalJob, get, sample, startServer, upload, type Job } from '../server.js';

test('what the machine cannot do now is done when it can, at no charge to the image', async () => {
  const folder = temporaryFolder();
  const server = await startServer(folder);
  // As a volume that is full or gone: nothing can be published.
  rmSync(join(folder, 'results'), { recursive: true });
  writeFileSync(join(folder, 'results'), '');
  const { id } = (await upload(server, [{ name: 'a.jpg', content: sample('dawn-ridge.jpg') }])).body.jobs[0]!;
  await server.program.waitForOutput(/"setbacks":1,"msg":"job is tried again"/);
  expect((await get<Job>(server, `api/jobs/${id}`)).body.state).toBe('queued');
  rmSync(join(folder, 'results'));
  mkdirSync(join(folder, 'results'));
  const job = await finalJob(server, id);
  expect([job.state, job.attempts]).toEqual(['done', []]);
}, 180_000);

test.each(['before', 'after'])('an upload that stalls %s SIGTERM does not hold the server to its deadline', async (when) => {
  const folder = temporaryFolder();
  const server = await startServer(folder);
  const { port } = new URL(server.url);
  const client = connect(Number(port), '127.0.0.1');
  client.on('error', () => {});
  await once(client, 'connect');
  client.write('POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 100000\r\n\r\n');
  client.write('--B\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\nthe first bytes');
  const mine = (): string[] => readdirSync(join(folder, 'tmp'), { recursive: true }).map(String).filter((name) => name.includes('upload-'));
  await waitFor('the upload to have begun', () => mine().length === 1);
  server.program.kill('SIGTERM');
  if (when === 'after') client.write('more of it, and then silence');
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
  expect(server.program.stdout).not.toContain('did not end as it should');
  expect(mine()).toEqual([]);
  client.destroy();
}, 180_000);

test('a sender that falls silent is told so and let go', async () => {
  const server = await startServer(temporaryFolder(), { UPLOAD_IDLE_TIMEOUT_MS: '300' });
  const client = connect(Number(new URL(server.url).port), '127.0.0.1');
  client.write('POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 100000\r\n\r\n--B\r\n');
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
  await once(client, 'close');
}, 180_000);
