import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { finalJob, get, sample, startServer, upload, type Refusal, type Upload } from '../server.js';

test('a name that no database can keep becomes one that it can; a body that is cut off is refused', async () => {
  const folder = temporaryFolder();
  const server = await startServer(folder, { WORKERS: '1' });
  const content = sample('dawn-ridge.jpg');
  const long = await upload(server, [{ name: `${'a'.repeat(199)}😀.jpg`, content }]);
  expect([long.status, long.body.jobs.map(({ name }) => name)]).toEqual([202, [`${'a'.repeat(199)}\ufffd`]]);
  expect((await finalJob(server, long.body.jobs[0]!.id)).state).toBe('done');

  const post = (type: string, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
    fetch(new URL('api/images', server.url), { method: 'POST', headers: { 'content-type': type }, body });
  const part = Buffer.concat([Buffer.from(`--B\r\nContent-Disposition: form-data; name="f"; filename*=UTF-8''a%00b.jpg\r\n\r\n`), content]);
  const whole = await post('multipart/form-data; boundary=B', Buffer.concat([part, Buffer.from('\r\n--B--\r\n')]));
  expect([whole.status, ((await whole.json()) as Upload).jobs[0]?.name]).toEqual([202, 'ab.jpg']);

  const other = Buffer.concat([part, Buffer.from('!\r\n')]); // complete, and not known yet; what follows it is not
  const originals = readdirSync(join(folder, 'originals'));
  const half = await post('multipart/form-data; boundary=B', Buffer.concat([other, part]));
  expect([half.status, ((await half.json()) as Refusal).error.code]).toEqual([400, 'BAD_REQUEST']);
  expect(readdirSync(join(folder, 'originals')), 'all of a request or nothing').toEqual(originals);
  expect((await get<{ queue: object }>(server, 'api/status')).body.queue).toMatchObject({ queued: 0, running: 0 });
  expect(readdirSync(join(folder, 'tmp'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);

  for (const refused of [await post('multipart/form-data; boundary=B', part), await post('multipart/form-data', part)]) {
    expect([refused.status, ((await refused.json()) as Refusal).error.code]).toEqual([400, 'BAD_REQUEST']);
  }
  expect(server.program.stderr).toBe('');
}, 180_000);
