import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { isPrivateAddress } from '../../src/webhooks/private-addresses.js';
import { finalJob, sample, startServer, upload, type Job, type Refusal } from '../server.js';

interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A receiver on the loopback that answers with these statuses in turn, the last of them for ever. */
async function startReceiver(...statuses: number[]): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      response.writeHead(statuses[Math.min(calls.length, statuses.length) - 1]!, { location: 'http://127.0.0.1:1/' }).end();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, calls };
}

const image = { name: 'a.jpg', content: sample('dawn-ridge.jpg') };

test('the end of a job is told to its webhook, signed, and again until it is heard', async () => {
  const receiver = await startReceiver(500, 302, 200);
  const server = await startServer(temporaryFolder(), { WEBHOOK_SECRET: 'a secret', WEBHOOK_ALLOW_PRIVATE: 'on' });
  const { id } = (await upload(server, [image], `?preset=thumbnail&webhook=${encodeURIComponent(receiver.url)}`)).body.jobs[0]!;
  await finalJob(server, id);
  await waitFor('a call that is answered with 200', () => receiver.calls.length === 3, 30_000);
  const [first] = receiver.calls;
  for (const { headers, body } of receiver.calls) {
    const [callId, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']] as string[];
    expect([callId, body]).toEqual([first!.headers['webhook-id'], first!.body]);
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', 'a secret').update(`${callId}.${timestamp}.${body}`).digest('base64')}`);
    expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
  }
  expect(JSON.parse(first!.body) as Job).toMatchObject({ id, state: 'done', result: { files: [{ file: 'thumbnail.jpg' }] } });
  server.program.kill('SIGTERM');
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
  expect(receiver.calls.length).toBe(3);
}, 180_000);

test('private addresses are refused: written out at once, behind a name when it is called', async () => {
  const receiver = await startReceiver(200);
  const { port } = new URL(receiver.url);
  const server = await startServer(temporaryFolder(), { WEBHOOK_SECRET: 'a secret' });
  const written = ['127.0.0.1', '2130706433', '0x7f.1', '127.1', '0', '[::1]', '[::ffff:127.0.0.1]', '[fe80::1]', '10.1.2.3', '192.168.0.1', '169.254.169.254', 'localhost', 'a.localhost.'];
  for (const host of written) {
    const { status, body } = await upload<Refusal>(server, [image], `?webhook=${encodeURIComponent(`http://${host}:${port}/`)}`);
    expect([host, status, body.error.code]).toEqual([host, 400, 'WEBHOOK_REFUSED']);
  }
  for (const url of ['ftp://example.com/', 'http://user:password@example.com/', 'no url']) {
    expect((await upload<Refusal>(server, [image], `?webhook=${encodeURIComponent(url)}`)).body.error.code).toBe('WEBHOOK_REFUSED');
  }
  expect(receiver.calls).toEqual([]);
  const without = await startServer(temporaryFolder());
  expect((await upload<Refusal>(without, [image], '?webhook=https://example.com/')).body.error.code).toBe('WEBHOOKS_DISABLED');
}, 180_000);

test.each(['8.8.8.8', '2606:4700::1111', '100.128.0.1', '172.32.0.1'])('%s is public', (address) => expect(isPrivateAddress(address)).toBe(false));
test.each(['::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', 'fd00::1', '100.64.0.1', '0.0.0.0', '255.255.255.255'])('%s is private', (address) =>
  expect(isPrivateAddress(address)).toBe(true),
);
