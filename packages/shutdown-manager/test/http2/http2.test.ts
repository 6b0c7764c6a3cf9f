import { once } from 'node:events';
import { connect, type ClientHttp2Session } from 'node:http2';
import { startProgram, waitFor, type Program } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { fixture } from '../fixtures.js';

async function startServer(...args: string[]): Promise<{ program: Program; readonly openSession: () => Promise<ClientHttp2Session> }> {
  const program = startProgram(fixture('http2-server.mjs'), { args });
  const [, port] = await program.waitForOutput(/port (\d+)/);
  return {
    program,
    openSession: async () => {
      const session = connect(`http://127.0.0.1:${port}`);
      onTestFinished(() => session.destroy());
      session.on('error', () => {});
      await once(session, 'connect');
      return session;
    },
  };
}

/** Settles with the body, or rejects when the stream fails. */
function get(session: ClientHttp2Session, path: string): Promise<string> {
  const stream = session.request({ ':path': path });
  let body = '';
  stream.setEncoding('utf8').on('data', (text: string) => (body += text));
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('close', () => (stream.rstCode === 0 ? resolve(body) : reject(new Error(`rst ${stream.rstCode}`))));
  });
}

interface Printed {
  readonly ok: boolean;
  readonly steps: readonly string[];
  readonly arrived: readonly string[];
}

async function reportOf(program: Program): Promise<Printed> {
  await program.exited;
  return JSON.parse(program.stdout.split('\n').find((line) => line.startsWith('{'))!) as Printed;
}

test('streams in flight finish, and the client is told to begin no more', async () => {
  const { program, openSession } = await startServer();
  const session = await openSession();
  const answers = ['/300', '/300/stream', '/10', '/500'].map((path) => get(session, path));
  await get(session, '/0'); // they have all arrived
  const goaway = once(session, 'goaway');
  program.kill();
  expect(await Promise.all(answers)).toEqual(['/300', 'begun /300/stream', '/10', '/500']);
  expect((await goaway)[0]).toBe(0);
  expect(await reportOf(program)).toMatchObject({ ok: true, steps: ['http2 drain done'] });
  expect(await program.exited).toEqual({ code: 0, signal: null });
});

test('every stream that reaches the server is answered, under load', async () => {
  const { program, openSession } = await startServer();
  const sessions = await Promise.all(Array.from({ length: 8 }, openSession));
  const answered = new Set<string>();
  let next = 0;
  const saturate = async (session: ClientHttp2Session): Promise<void> => {
    while (!session.closed && !session.destroyed) {
      const path = `/1/plain/${next++}`;
      // The client itself gives up what it has not written when it hears of the end: that has never been a request.
      await get(session, path).then((body) => answered.add(body), () => {});
    }
  };
  const done = sessions.flatMap((session) => [saturate(session), saturate(session), saturate(session)]);
  await waitFor('load', () => answered.size > 500);
  program.kill();
  await Promise.all(done);
  const { ok, arrived } = await reportOf(program);
  expect([ok, arrived.length > 500]).toEqual([true, true]);
  expect(arrived.filter((path) => !answered.has(path))).toEqual([]);
});

test('idle sessions do not hold the end up', async () => {
  const { program, openSession } = await startServer('60000');
  await openSession();
  await openSession();
  program.kill();
  expect(await reportOf(program)).toMatchObject({ ok: true, steps: ['http2 drain done'] });
});

test('a stream that never ends is destroyed at the limit, and told', async () => {
  const { program, openSession } = await startServer('200');
  const session = await openSession();
  const stream = session.request({ ':path': '/ever/stream' }).on('error', () => {});
  await once(stream, 'data');
  const closed = once(session, 'close');
  program.kill();
  await closed;
  expect(await reportOf(program)).toMatchObject({ ok: false, steps: ['http2 drain timed-out'] });
});
