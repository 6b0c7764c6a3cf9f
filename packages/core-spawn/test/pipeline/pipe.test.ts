import { trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

test('a pipeline of any length gives the result of its last stage', async () => {
  const { stdout, command, stages } = await run('printf', ['b\\na\\nb\\n']).pipe('sort').pipe('uniq', ['-c']).pipe('tr', ['-d', ' ']);
  expect(stdout).toBe('1a\n2b\n');
  expect(command).toBe("tr -d ' '");
  expect(stages!.map(({ file, ok }) => [file, ok])).toEqual([['printf', true], ['sort', true], ['uniq', true], ['tr', true]]);
  let long = run('echo', ['x']) as ReturnType<typeof run>;
  for (let stage = 0; stage < 20; stage++) long = long.pipe('cat');
  expect((await long).stdout).toBe('x\n');
});

test('arguments are never interpreted', async () => {
  expect((await run('printf', ['%s', '$HOME | `id`']).pipe('cat')).stdout).toBe('$HOME | `id`');
});

test('bytes pass through unchanged', async () => {
  const { stdout } = await run('head', ['-c', '3000000', '/dev/urandom'], { encoding: 'bytes' })
    .pipe('gzip')
    .pipe('gunzip')
    .pipe('wc', ['-c']);
  expect(stdout.trim()).toBe('3000000');
});

test('a failure is attributed to its stage', async () => {
  const first = run('sh', ['-c', 'echo partial; exit 3']).pipe('cat').pipe('wc', ['-l']);
  await expect(first).rejects.toMatchObject({ reason: 'exit-code', exitCode: 3, file: 'sh' });
  await expect(run('echo', ['x']).pipe('sh', ['-c', 'cat; exit 4']).pipe('cat')).rejects.toMatchObject({ file: 'sh', exitCode: 4 });
  await expect(run('echo', ['x']).pipe('cat').pipe('false')).rejects.toMatchObject({ file: 'false', exitCode: 1 });
});

test('a stage that does not exist ends the pipeline, and is to blame', async () => {
  const leaks = trackLeaks();
  await expect(run('yes').pipe('no-such-program').pipe('cat')).rejects.toMatchObject({ reason: 'not-found', file: 'no-such-program' });
  await expect(run('no-such-program').pipe('cat')).rejects.toMatchObject({ reason: 'not-found' });
  await leaks.assertNothingLeft();
});

test('with reject: false the failure is the result, and all stages are told', async () => {
  const result = await run('sh', ['-c', 'echo x; exit 3']).pipe('cat', [], { reject: false });
  expect(result).toMatchObject({ ok: false, file: 'sh', exitCode: 3 });
  expect(result.stages!.map(({ reason, stdout }) => [reason, stdout])).toEqual([['exit-code', ''], [undefined, 'x\n']]);
});

test('yes | head is clean', async () => {
  const leaks = trackLeaks();
  const { stdout, stages } = await run('yes').pipe('cat').pipe('head', ['-n', '2']);
  expect(stdout).toBe('y\ny\n');
  expect(stages![0]).toMatchObject({ ok: true, signal: 'SIGPIPE', exitCode: null });
  await leaks.assertNothingLeft();
});

test('SIGPIPE is a failure where nobody has left', async () => {
  await expect(run('sh', ['-c', 'kill -PIPE $$']).pipe('cat')).rejects.toMatchObject({ reason: 'signal', signal: 'SIGPIPE' });
});

test('a slow reader slows the writer', async () => {
  const pipeline = run('sh', ['-c', 'yes | head -c 30000000']).pipe('sh', ['-c', 'sleep 0.3; cat']).pipe('wc', ['-c']);
  expect((await pipeline).stdout.trim()).toBe('30000000');
});

test('a pipeline is iterated by its last stage, and leaving the loop ends all of it', async () => {
  const leaks = trackLeaks();
  for await (const line of run('sh', ['-c', 'echo x; exec sleep 60']).pipe('cat')) {
    expect(line).toBe('x');
    break;
  }
  await run('sleep', ['60']).pipe('sleep', ['60'], { reject: false }).terminate();
  await leaks.assertNothingLeft();
});

test('a wrong call leaves the stage before alone', async () => {
  const stage = run('echo', ['x']);
  expect(() => stage.pipe('cat', [], { timeout: 1 } as object)).toThrow(/unknown option "timeout"/);
  expect((await stage).stdout).toBe('x\n');
});

test('defaults hold for every stage', async () => {
  const inTmp = run.with({ cwd: '/tmp' });
  expect((await inTmp('true').pipe('pwd')).stdout).toBe('/tmp\n');
});
