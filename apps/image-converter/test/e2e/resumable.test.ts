import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { finalJob, sample, startServer, type Refusal, type TestServer } from '../server.js';

const content = sample('green-valley.jpg');
const metadata = (fields: Record<string, string>): string =>
  Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');

function tus(server: TestServer, method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Response> {
  return fetch(new URL(path, server.url), { method, headers: { 'tus-resumable': '1.0.0', ...headers }, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
}

const create = (server: TestServer, length: number, fields: Record<string, string>): Promise<Response> =>
  tus(server, 'POST', 'api/uploads', { 'upload-length': String(length), 'upload-metadata': metadata(fields) });

const send = (server: TestServer, path: string, offset: number, body: Buffer): Promise<Response> =>
  tus(server, 'PATCH', path, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body);

test('an upload that is cut off by a SIGKILL goes on where it was, and becomes a job', async () => {
  const folder = temporaryFolder();
  const first = await startServer(folder);
  const created = await create(first, content.length, { filename: '../../green.jpg', preset: 'thumbnail' });
  const path = created.headers.get('location')!;
  expect([created.status, path]).toEqual([201, expect.stringMatching(/^\/api\/uploads\/[0-9a-f]+$/)]);
  expect((await send(first, path, 0, content.subarray(0, 20_000))).headers.get('upload-offset')).toBe('20000');
  first.program.kill('SIGKILL');
  await first.program.exited;
  await first.nothingLeft();

  const second = await startServer(folder);
  const head = await tus(second, 'HEAD', path, {});
  const offset = Number(head.headers.get('upload-offset'));
  expect(offset).toBe(20_000);
  const finished = await send(second, path, offset, content.subarray(offset));
  expect(finished.status).toBe(204);
  const job = await finalJob(second, finished.headers.get('x-job-id')!);
  expect([job.name, job.state, job.result?.files[0]?.file]).toEqual(['green.jpg', 'done', 'thumbnail.jpg']);
  expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
}, 180_000);

test('what a multipart upload would be refused for, a resumable one is too; and a stalled one does not hold the end', async () => {
  const server = await startServer(temporaryFolder(), { MAX_UPLOAD_BYTES: '200000' });
  const refusals: [Promise<Response>, number, string][] = [
    [create(server, 300_000, { filename: 'a.jpg' }), 413, ''],
    [create(server, 100, { preset: 'poster' }), 400, 'UNKNOWN_PRESET'],
    [create(server, 100, { fault: 'kill' }), 403, 'FAULTS_DISABLED'],
  ];
  for (const [answer, status, code] of refusals) {
    const response = await answer;
    const text = await response.text();
    expect(response.status).toBe(status);
    if (code !== '') expect((JSON.parse(text) as Refusal).error.code).toBe(code);
  }
  const text = Buffer.from('this is no image');
  const path = (await create(server, text.length, { filename: 'a.jpg' })).headers.get('location')!;
  const refused = await send(server, path, 0, text);
  expect([refused.status, ((await refused.json()) as Refusal).error.code]).toEqual([415, 'UNKNOWN_FORMAT']);
  for (const id of ['..%2f..%2fserver.lock', '..', '%2e%2e%2fsigning.key']) {
    expect([403, 404]).toContain((await tus(server, 'HEAD', `api/uploads/${id}`, {})).status);
  }

  const stalled = (await create(server, 100_000, { filename: 'a.jpg' })).headers.get('location')!;
  let isCut = false;
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1_000)) });
  fetch(new URL(stalled, server.url), {
    method: 'PATCH',
    headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body,
    duplex: 'half',
  }).then(
    () => (isCut = true),
    () => (isCut = true),
  );
  await waitFor('the first bytes', async () => (await tus(server, 'HEAD', stalled, {})).status >= 200);
  server.program.kill('SIGTERM');
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
  await waitFor('the sender to know', () => isCut);
}, 180_000);
