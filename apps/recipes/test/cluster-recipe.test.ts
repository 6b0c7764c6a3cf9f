import { fileURLToPath } from 'node:url';
import { LoadClient, startProgram, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

test('cluster: a reload of every worker under load refuses no connection and drops no request', async () => {
  const program = startProgram(fileURLToPath(new URL('../src/cluster.js', import.meta.url)), { env: { PORT: '0' } });
  await waitFor('two workers', () => count(program.stdout, /port \d+/g) === 2);
  const port = Number(/port (\d+)/.exec(program.stdout)![1]);
  let failed = 0;
  const load = new AbortController();
  onTestFinished(() => load.abort());
  const isLoaded = (): boolean => !load.signal.aborted;
  const callers = Array.from({ length: 16 }, async () => {
    while (isLoaded()) {
      const client = await LoadClient.open(port); // throws when it is refused
      // Half of them leave after one request, the others stay as long as they may.
      for (let requests = Math.random() < 0.5 ? 1 : Infinity; requests > 0 && isLoaded() && !client.over; requests--) await client.request('/');
      failed += client.failed;
      client.close();
    }
  });
  for (let round = 1; round <= 2; round++) {
    program.kill('SIGHUP');
    await waitFor('the reload', () => count(program.stdout, /reloaded/g) === round, 30_000);
  }
  load.abort();
  await Promise.all(callers);
  expect(failed).toBe(0);
  expect(count(program.stdout, /port \d+/g), 'workers that were started').toBe(6);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stderr).toBe('');
}, 60_000);
