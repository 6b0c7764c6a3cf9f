import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { call, finalJob, get, sample, startServer, upload, type Job, type Refusal } from '../server.js';

test('metrics, logs with job ids, presets read anew at SIGHUP, 503 while draining', async () => {
  const folder = temporaryFolder();
  const presets = join(folder, 'presets.json');
  writeFileSync(presets, '{ "hero": { "width": 900, "format": "webp" } }');
  const server = await startServer(folder, { PRESETS_FILE: presets, READINESS_DELAY_MS: '1500', WORKERS: '1', FAULT_INJECTION: 'on', JOB_TIMEOUT_MS: '3000' });
  const image = { name: 'a.jpg', content: sample('dawn-ridge.jpg') };
  const hero = await finalJob(server, (await upload(server, [image], '?preset=hero')).body.jobs[0]!.id);
  expect(hero.result?.files[0]).toMatchObject({ file: 'hero.webp', width: 900 });

  writeFileSync(presets, '{ "hero": { "width": 500, "format": "png" } }');
  server.program.kill('SIGHUP');
  await server.program.waitForOutput(/"msg":"presets read anew"/);
  const smaller = await finalJob(server, (await upload(server, [image], '?preset=hero')).body.jobs[0]!.id);
  expect(smaller.result?.files[0]).toMatchObject({ file: 'hero.png', width: 500 });
  // A mistake in the file changes nothing, and is told.
  writeFileSync(presets, '{ "hero": { "width": "wide" } }');
  server.program.kill('SIGHUP');
  await server.program.waitForOutput(/preset \\"hero\\": width must be integer.*the presets could not be read/);
  expect((await upload(server, [image], '?preset=hero')).body.jobs[0]).toMatchObject({ id: smaller.id, isNew: false });

  const bad = await finalJob(server, (await upload(server, [{ name: 'bad.jpg', content: sample('corrupt.jpg') }])).body.jobs[0]!.id);
  const lines = (): Record<string, unknown>[] => server.program.stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines().filter(({ job }) => job === bad.id).map(({ msg }) => msg)).toEqual(['job queued', 'job failed for good']);

  const text = await (await fetch(new URL('metrics', server.url))).text();
  expect(text).toMatch(/^image_converter_jobs_total\{outcome="done"\} 2$/m);
  expect(text).toMatch(/^image_converter_jobs_total\{outcome="CORRUPT_IMAGE"\} 1$/m);
  expect(text).toMatch(/^image_converter_queue_jobs\{state="dead"\} 1$/m);
  expect(text).toMatch(/^image_converter_worker_resident_bytes\{pid="\d+"\} \d+$/m);
  expect(text).toMatch(/^image_converter_http_request_duration_seconds_count\{method="GET",route="\/api\/jobs\/:id",status="200"\} \d+$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);

  const { id } = (await upload(server, [{ ...image, name: 'late.jpg' }], '?width=700')).body.jobs[0]!;
  server.program.kill('SIGTERM');
  await waitFor('not ready', async () => (await get<Refusal>(server, 'health/ready')).status === 503);
  expect((await call(server, 'GET', 'health/live')).status).toBe(200);
  expect((await get<Job>(server, `api/jobs/${id}`)).status).toBe(200); // served as long as the load balancer still sends
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
}, 180_000);
