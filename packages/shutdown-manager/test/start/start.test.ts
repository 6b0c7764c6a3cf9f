import { startProgram, type Program } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport } from '../program.js';

type Steps = readonly (readonly [name: string, options: object])[];

function start(steps: Steps, options: object = {}): Program {
  return startProgram(fixture('starts.mjs'), { args: [JSON.stringify(steps), JSON.stringify(options)] });
}

/** What was printed, without the report. */
function said({ stdout }: Program): string[] {
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
}

test('steps start in order and stop in reverse', async () => {
  const program = start([['db', {}], ['cache', {}], ['http', {}]]);
  await program.waitForOutput(/up/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  const order = ['db', 'cache', 'http'];
  expect(said(program)).toEqual([
    ...order.flatMap((name) => [`starting ${name}`, `started ${name}`]),
    'up',
    ...order.toReversed().map((name) => `stopped the ${name}`),
  ]);
  expect(program.stderr).toBe('');
});

test('steps that say what they need start side by side, and nobody stops before who needs it', async () => {
  const program = start([['db', { ms: 30 }], ['cache', { ms: 30, after: [] }], ['http', { after: ['db', 'cache'], phase: 'drain' }]]);
  await program.waitForOutput(/up/);
  program.kill();
  await program.exited;
  const lines = said(program);
  expect(lines.slice(0, 2)).toEqual(['starting db', 'starting cache']);
  expect(lines.indexOf('stopped the http')).toBe(lines.indexOf('up') + 1);
  expect(lines).toHaveLength(10);
});

test('a step that fails undoes what had started, in reverse order, and the process ends with its code', async () => {
  const program = start([['db', {}], ['cache', {}], ['http', { fails: 99, exitCode: 72 }], ['jobs', {}]]);
  expect(await program.exited).toEqual({ code: 72, signal: null });
  expect(said(program).slice(4)).toEqual(['starting http', 'stopped the cache', 'stopped the db']);
  expect(printedReport(program)).toMatchObject({
    ok: false,
    reason: 'failed start of "http"',
    errors: [expect.stringContaining('Step "http" has failed to start: no http yet') as string],
  });
  expect(program.stderr).toBe(''); // the promise that nobody catches is no further error
});

test('a step is tried again, with a growing delay, as often as it may be', async () => {
  const retry = { attempts: 4, initialMs: 20, jitter: 0 };
  const program = start([['db', { fails: 3, retry }]]);
  await program.waitForOutput(/up/);
  program.kill();
  await program.exited;
  expect(said(program).filter((line) => line === 'starting db')).toHaveLength(4);
  const hopeless = start([['db', { fails: 3, retry: { ...retry, attempts: 3 } }]]);
  expect(await hopeless.exited).toEqual({ code: 1, signal: null });
  expect(printedReport(hopeless).errors[0]).toContain('failed to start after 3 attempts');
});

test.each([[{ ms: 60_000 }], [{ fails: 99, retry: { attempts: 99, initialMs: 60_000, maxMs: 60_000 } }]])(
  'SIGTERM during the start (%j) gives it up, undoes what had started, and ends with 0',
  async (slow) => {
    const program = start([['db', {}], ['http', slow], ['jobs', {}]]);
    await program.waitForOutput(/starting http/);
    program.kill();
    expect(await program.exited).toEqual({ code: 0, signal: null });
    expect(said(program).slice(2)).toEqual(['starting http', 'stopped the db']);
    expect(printedReport(program)).toMatchObject({ ok: true, reason: 'SIGTERM', errors: [] });
    expect(program.stderr).toBe('');
  },
);

test('a step that is not to be told is waited for, and undone', async () => {
  const program = start([['db', { ms: 300, deaf: true }]]);
  await program.waitForOutput(/starting db/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(said(program)).toEqual(['starting db', 'started db', 'stopped the db']);
});

test('an attempt that takes too long has failed, and what comes of it later is undone', async () => {
  const program = start([['db', { ms: 300, deaf: true, timeoutMs: 50, exitCode: 70 }], ['http', {}]], { lingerMs: 2_000 });
  expect(await program.exited).toEqual({ code: 70, signal: null });
  expect(said(program)).toEqual(['starting db', 'started db', 'stopped the db']);
  expect(printedReport(program).errors[0]).toContain('"db" has not started within 50 ms');
});
