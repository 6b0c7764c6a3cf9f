import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { isMissing, postgresFolder } from '../availability.js';
import { startPostgres } from '../postgres.js';
import { call, finalJob, get, sample, startServer, upload, type Job, type TestServer } from '../server.js';

const settings = { FAULT_INJECTION: 'on', WORKERS: '1', JOB_TIMEOUT_MS: '120000' };

test.skipIf(isMissing('PostgreSQL', postgresFolder))('with two servers on one database, a page on either sees what happens on both, and cancels it', async () => {
  const folder = temporaryFolder();
  const DATABASE_URL = await startPostgres();
  const servers = [await startServer(folder, { ...settings, DATABASE_URL }), await startServer(folder, { ...settings, DATABASE_URL })];
  const seen = await Promise.all(servers.map(eventsOf));

  // A worker is blocked by one, and its server fetches no more than one ahead: with three, both are at work.
  const names = ['dawn-ridge.jpg', 'green-valley.jpg', 'winter-fjord.png'];
  const blocked = await Promise.all(names.map((name) => upload(servers[0]!, [{ name, content: sample(name) }], '?fault=silence')));
  const ids = blocked.map(({ body }) => body.jobs[0]!.id);
  const isHalfDone = ({ state, progress }: Job): boolean => state === 'running' && progress >= 0.5;
  for (const events of seen) await waitFor('two to be seen half done', () => new Set(events.filter(isHalfDone).map(({ id }) => id)).size === 2);
  for (const server of servers) {
    const jobs = await Promise.all(ids.map(async (id) => (await get<Job>(server, `api/jobs/${id}`)).body));
    expect(jobs.filter(isHalfDone).length, 'how far they are is known to both').toBe(2);
  }

  for (const id of ids) expect((await call(servers[1]!, 'DELETE', `api/jobs/${id}`)).status).toBe(200);
  for (const events of seen) await waitFor('all to be seen cancelled', () => ids.every((id) => events.some((job) => job.id === id && job.state === 'cancelled')));
  const next = await upload(servers[1]!, [{ name: 'lake.jpg', content: sample('evening-lake.jpg') }]);
  const { id } = next.body.jobs[0]!;
  expect((await finalJob(servers[0]!, id)).state).toBe('done');
  for (const events of seen) await waitFor('the result to be seen', () => events.some((job) => job.id === id && job.state === 'done'));

  // Each counts what it has done itself.
  const counts = await Promise.all(servers.map(async ({ url }) => Number(/jobs_total\{outcome="done"\} (\d+)/.exec(await (await fetch(new URL('metrics', url))).text())?.[1] ?? 0)));
  expect(counts[0]! + counts[1]!).toBe(1);
  for (const { program } of servers) program.kill('SIGTERM');
  for (const { program } of servers) expect(await program.exited).toEqual({ code: 0, signal: null });
}, 120_000);

async function eventsOf({ url }: TestServer): Promise<Job[]> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(new URL('api/events', url), { signal: stop.signal });
  const jobs: Job[] = [];
  void (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n');
      text = events.pop()!;
      for (const event of events) if (event.startsWith('event: job')) jobs.push(JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Job);
    }
  })().catch(() => {}); // ends with the test
  return jobs;
}
