import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SignedUrls } from '../../src/http/signed-urls.js';
import { checked, checkAnswer, description } from '../api-description.js';
import { call, finalJob, get, sample, startServer, upload, type Job, type Refusal, type TestServer } from '../server.js';

const jpeg = sample('dawn-ridge.jpg');

test('the description of the API is one, and names every answer that was seen here', async () => {
  expect(await new Validator().validate(structuredClone(description) as unknown as Record<string, unknown>)).toMatchObject({ valid: true });
  expect(() => checkAnswer('GET', '/api/status', 200, { queue: {} })).toThrow(/is not as described/);
  expect(() => checkAnswer('GET', '/api/status', 418, {})).toThrow(/is not in the description/);
});

describe('one server, under attack', () => {
  let folder: string;
  let server: TestServer;
  let job: Job;

  async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    folder = temporaryFolder();
    server = await startServer(folder, { WORKERS: '1', ...env });
  }

  /** Sends bytes as they are, and reads until the server closes. */
  async function raw(text: string | Buffer): Promise<string> {
    const socket = open();
    socket.write(text);
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    await once(socket, 'close');
    return answer;
  }

  function open(): Socket {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    return socket;
  }

  const multipart = (disposition: string, body: Buffer = jpeg, type = 'image/jpeg'): Buffer => {
    const content = Buffer.concat([Buffer.from(`--B\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`), body, Buffer.from('\r\n--B--\r\n')]);
    const head = `POST /api/images HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${content.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), content]);
  };
  const bodyOf = <Body>(answer: string): Body => JSON.parse(answer.slice(answer.indexOf('{'))) as Body;

  test('names that are paths, lies about types, addresses that are forged, altered or expired, headers in names', async () => {
    await start({ URL_TTL_MS: '1000', SIGNING_SECRET: 'secret' });
    const parent = readdirSync(dirname(folder)).sort();
    for (const name of ['../../../evil.jpg', '/etc/cron.d/evil.jpg', '..\\\\..\\\\evil.jpg', 'a/../../evil.jpg']) {
      const accepted = bodyOf<{ jobs: { name: string }[] }>(await raw(multipart(`name="f"; filename="${name}"`)));
      expect(accepted.jobs[0]?.name).toBe('evil.jpg');
    }
    expect(existsSync('/etc/cron.d/evil.jpg')).toBe(false);
    expect(readdirSync(dirname(folder)).filter((name) => name.includes('evil'))).toEqual([]);
    expect(parent.length).toBeGreaterThan(0);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('evil'))).toEqual([]);

    // A type is what the content says: a program that calls itself a JPEG is refused, a JPEG that calls itself HTML is served as what it became.
    const lie = bodyOf<Refusal>(await raw(multipart('name="f"; filename="a.jpg"', Buffer.from('<script>alert(1)</script>'), 'image/jpeg')));
    expect(lie.error.code).toBe('UNKNOWN_FORMAT');
    const html = bodyOf<{ jobs: { id: string }[] }>(await raw(multipart('name="f"; filename="page.html%0d%0aSet-Cookie: a=b\u00ff"', jpeg, 'text/html')));
    job = await finalJob(server, html.jobs[0]!.id);
    const [file] = job.result!.files;
    const served = await fetch(new URL(file!.url, server.url));
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="web.webp"',
      'content-security-policy': expect.stringContaining("default-src 'self'") as string,
    });
    expect([served.status, served.headers.get('set-cookie')]).toEqual([200, null]);

    const { url } = file!;
    const urls = new SignedUrls('another secret', 1_000);
    const forged = [
      url.replace(/signature=./, (text) => `signature=${text.endsWith('A') ? 'B' : 'A'}`),
      url.replace(/expires=\d+/, 'expires=9999999999999'),
      url.replace('web.webp', 'original.jpg'),
      url.replace(/\?.*/, ''),
      urls.sign(`/api/jobs/${job.id}/files/web.webp`),
      url.replace('/files/web.webp', '/original'),
      url.replace('web.webp', '..%2fresult.json'),
    ];
    for (const path of forged) {
      const { status, body } = await get<Refusal>(server, path);
      expect([path, status, body.error.code]).toEqual([path, 403, 'BAD_SIGNATURE']);
    }
    // Signed with the right secret, a path is still only looked up in the manifest.
    const insider = new SignedUrls('secret', 60_000);
    for (const name of ['..%2fresult.json', 'result.json', '%2e%2e%2f%2e%2e%2fsigning.key']) {
      expect((await get<Refusal>(server, insider.sign(`/api/jobs/${job.id}/files/${name}`))).status).toBe(404);
    }
    expect((await fetch(new URL(insider.sign(`/api/jobs/${job.id}/original`), server.url))).headers.get('content-type')).toBe('image/jpeg');
    const old = new SignedUrls('secret', -60_000).sign(`/api/jobs/${job.id}/files/web.webp`);
    expect((await get<Refusal>(server, old)).body.error.code).toBe('URL_EXPIRED');
    for (const path of ['/..%2f..%2fetc/passwd', '/samples/..%2f..%2fpackage.json', '//etc/passwd', '/.%2e/package.json']) {
      expect([403, 404]).toContain((await fetch(new URL(server.url).origin + path)).status);
    }
    const foreign = await fetch(new URL('api/dead-letters/redrive', server.url), { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
    expect(checked.has('GET /api/jobs/{id}/files/{file} 410')).toBe(true);
  }, 180_000);

  test('bodies, headers and counts that are too large; senders that are too slow; requests that are too many', async () => {
    await start({ MAX_UPLOAD_BYTES: '50000', RATE_LIMIT_PER_MINUTE: '40', UPLOAD_IDLE_TIMEOUT_MS: '500' });
    const big = await upload<Refusal>(server, [{ name: 'big.jpg', content: Buffer.concat([jpeg, Buffer.alloc(60_000)]) }]);
    expect([big.status, big.body.error.code]).toEqual([413, 'FILE_TOO_LARGE']);
    // A field instead of a file, larger than any field may be; and JSON where none is expected.
    expect(await raw(multipart('name="f"', Buffer.alloc(2_000_000, 'x')))).toMatch(/^HTTP\/1\.1 (400|413) /);
    const json = await fetch(new URL('api/images', server.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ x: 'y'.repeat(2_000_000) }) });
    expect([413, 415]).toContain(json.status);
    expect(await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await raw(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4(14|31) /);
    expect(await raw('POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw('POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 1000\r\n\r\n--B\r\n')).toMatch(/^HTTP\/1\.1 408 /);
    expect(readdirSync(join(folder, 'originals'))).toEqual([]);
    expect(readdirSync(join(folder, 'tmp'), { recursive: true }).length).toBe(1);

    let limited: Refusal | undefined;
    for (let tries = 0; tries < 45 && limited === undefined; tries++) {
      const { status, body } = await get<Refusal>(server, 'api/jobs/42');
      if (status === 429) limited = body;
    }
    expect(limited?.error.code).toBe('RATE_LIMITED');
    expect((await call(server, 'GET', 'health/ready')).status).toBe(200); // probes are not counted
    expect(server.program.stdout).not.toContain('"level":50');
  }, 180_000);
});
