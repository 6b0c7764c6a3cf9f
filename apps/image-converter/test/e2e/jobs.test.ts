import { temporaryFolder, waitFor } from '@childproof/test-kit';
import sharp from 'sharp';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { goodImages, type GoodImage } from '../images.js';
import { call, finalJob, get, startServer, upload, type Job, type Refusal, type TestServer } from '../server.js';

let images: GoodImage[];
beforeAll(async () => void (images = await goodImages(8)));

const faulty = (folder = temporaryFolder()): Promise<TestServer> =>
  startServer(folder, { FAULT_INJECTION: 'on', WORKERS: '2', JOB_TIMEOUT_MS: '4000', WORKER_MEMORY_BYTES: String(400 * 1024 * 1024) });

describe('a job', () => {
  test('is the same for the same content and wishes, has the outputs that were wished for, and its events are true', async () => {
    const server = await startServer(temporaryFolder());
    const early = await watchEvents(server);
    const wishes = `?preset=thumbnail,avatar&width=300&format=avif&quality=40&crop=100,50,600,400&outputs=${encodeURIComponent(
      JSON.stringify([{ name: 'tall', height: 120, format: 'png' }, { name: 'box', width: 100, height: 100, fit: 'contain', format: 'jpeg' }]),
    )}`;
    const [image] = images;
    const first = await upload(server, [image!, { ...image!, name: 'copy.jpg' }], wishes);
    const [job, copy] = first.body.jobs;
    expect([job?.id === copy?.id, job?.name, copy?.name, job?.isNew]).toEqual([true, 'good-0.jpeg', 'copy.jpg', true]);
    const done = await finalJob(server, job!.id);
    expect(done.result?.files.map(({ file, width, height }) => `${file} ${width}x${height}`)).toEqual([
      `thumbnail.jpg 400x${Math.round((image!.height * 400) / image!.width)}`,
      'avatar.webp 256x256',
      'custom.avif 300x200',
      `tall.png ${Math.round((image!.width * 120) / image!.height)}x120`,
      'box.jpg 100x100',
    ]);
    for (const { url, format, width } of done.result!.files) {
      const response = await fetch(new URL(url, server.url));
      const metadata = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect([response.headers.get('content-type'), metadata.width]).toEqual([`image/${format}`, width]);
    }

    const again = await upload(server, [image!], wishes);
    expect([again.body.jobs[0]?.id, again.body.jobs[0]?.isNew, again.body.jobs[0]?.state]).toEqual([job!.id, false, 'done']);
    const other = await upload(server, [image!], '?width=300');
    expect(other.body.jobs[0]?.id).not.toBe(job!.id);
    await finalJob(server, other.body.jobs[0]!.id);
    await waitFor('both events', () => early.size === 2);
    // Whoever asks because of the event "done" is told "done".
    for (const asked of early.values()) expect((await asked).body.state).toBe('done');
  }, 180_000);

  test('that is wished for in a wrong way is refused, and says why', async () => {
    const server = await startServer(temporaryFolder());
    const refusals: [string, RegExp][] = [
      ['?width=0', /outputs\/0\/width must be >= 1/],
      ['?format=bmp', /outputs\/0\/format must be equal to one of the allowed values: jpeg, png, webp, avif/],
      ['?crop=1,2,3', /expected left,top,width,height/],
      ['?outputs=x', /must be a JSON array/],
      ['?outputs=[{"name":"../a","width":1}]', /outputs\/0\/name must match pattern/],
      ['?outputs=[{"name":"a","colour":1}]', /must NOT have additional properties: colour/],
      ['?preset=web,web', /two of the name "web"/],
      ['?width=16000&height=16000&fit=fill', /more than 50000000 pixels/],
      ['?fault=kill', /FAULT_INJECTION=on/],
    ];
    for (const [query, message] of refusals) {
      const { status, body } = await upload<Refusal>(server, [images[0]!], query);
      expect([query, status]).toEqual([query, query.includes('fault') ? 403 : 400]);
      expect(body.error.message).toMatch(message);
    }
    const outside = await upload(server, [images[0]!], '?crop=1700,0,800,100');
    expect((await finalJob(server, outside.body.jobs[0]!.id)).failure?.code).toBe('BAD_CROP');
  }, 180_000);

  test.each(['queued', 'running'] as const)('that is %s can be cancelled, and sent again', async (state) => {
    const server = await startServer(temporaryFolder(), { FAULT_INJECTION: 'on', WORKERS: '1', JOB_TIMEOUT_MS: '60000' });
    const blocker = (await upload(server, [images[0]!], '?fault=silence-once')).body.jobs[0]!;
    await waitFor('the first to run', async () => (await get<Job>(server, `api/jobs/${blocker.id}`)).body.state === 'running');
    const waiting = (await upload(server, images.slice(1, 5))).body.jobs.at(-1)!;
    const target = state === 'running' ? blocker : waiting;
    const cancelled = await call<Job>(server, 'DELETE', `api/jobs/${target.id}`);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect((await call<Refusal>(server, 'DELETE', `api/jobs/${target.id}`)).body.error.code).toBe('NOT_RUNNING');
    if (state === 'queued') await call(server, 'DELETE', `api/jobs/${blocker.id}`);
    // The worker that was busy with it is free for the others.
    await finalJob(server, (await upload(server, [images[5]!])).body.jobs[0]!.id);
    expect((await get<Job>(server, `api/jobs/${target.id}`)).body.state).toBe('cancelled');
    if (state === 'running') return;
    const again = await upload(server, [images[4]!]);
    expect([again.body.jobs[0]?.id, again.body.jobs[0]?.isNew]).toEqual([target.id, true]);
    expect((await finalJob(server, target.id)).state).toBe('done');
  }, 180_000);
});

describe('a dead letter', () => {
  test('comes of each way to die, after two attempts, with their story; and can be driven again', async () => {
    const server = await faulty();
    const expected = {
      segfault: ['WORKER_DIED', 'crashed', 'SIGSEGV'],
      kill: ['WORKER_DIED', 'crashed', 'SIGKILL'],
      abort: ['WORKER_DIED', 'crashed', 'SIGABRT'],
      exit: ['WORKER_DIED', 'crashed', null],
      spin: ['TIMEOUT', 'timeout', null],
      balloon: ['WORKER_DIED', 'memory', null],
      silence: ['TIMEOUT', 'timeout', null],
    } as const;
    const ids = new Map<string, string>();
    for (const fault of Object.keys(expected)) ids.set(fault, (await upload(server, [images[0]!], `?fault=${fault}`)).body.jobs[0]!.id);
    const lucky = (await upload(server, [images[1]!], '?fault=kill-once')).body.jobs[0]!.id;
    for (const [fault, [code, reason, signal]] of Object.entries(expected)) {
      const { state, failure, attempts } = await finalJob(server, ids.get(fault)!);
      expect([fault, state, failure?.code, attempts.length]).toEqual([fault, 'failed', code, 2]);
      for (const attempt of attempts) {
        expect(attempt).toMatchObject({ reason, ...(signal === null ? {} : { signal }) });
        if (reason === 'crashed') expect(attempt.log).toContain(`fault injection: ${fault}`);
      }
    }
    const survived = await finalJob(server, lucky);
    expect([survived.state, survived.attempts.map(({ signal }) => signal)]).toEqual(['done', ['SIGKILL']]);

    const dead = await get<{ jobs: Job[] }>(server, 'api/dead-letters');
    expect(dead.body.jobs.map(({ id }) => id).sort()).toEqual([...ids.values()].sort());
    const one = ids.get('exit')!;
    expect((await call<{ jobs: string[] }>(server, 'POST', `api/jobs/${one}/redrive`)).body.jobs).toEqual([one]);
    const refused = await call<Refusal>(server, 'POST', `api/jobs/${lucky}/redrive`);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'NOT_FAILED']);
    expect((await finalJob(server, one)).attempts.length).toBe(2);
    for (const fault of ['spin', 'silence', 'balloon']) await call(server, 'POST', `api/jobs/${ids.get(fault)}/redrive`);
    const all = await call<{ jobs: string[] }>(server, 'POST', 'api/dead-letters/redrive');
    expect(all.body.jobs.sort()).toEqual(['segfault', 'kill', 'abort', 'exit'].map((fault) => ids.get(fault)).sort());
    server.program.kill('SIGTERM');
    expect(await server.program.exited).toEqual({ code: 0, signal: null });
    await server.nothingLeft();
  }, 120_000);
});

/** Job id → what the server answers to who asks the moment that it is told "done". */
async function watchEvents(server: TestServer): Promise<Map<string, ReturnType<typeof get<Job>>>> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(new URL('api/events', server.url), { signal: stop.signal });
  const seen = new Map<string, ReturnType<typeof get<Job>>>();
  void (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        const { id, state } = JSON.parse(data) as Job;
        if (state === 'done') seen.set(id, get<Job>(server, `api/jobs/${id}`));
      }
    }
  })().catch(() => {});
  return seen;
}
