import { expect, test } from 'vitest';
import { run } from '../src/index.js';

test('run.with gives defaults, and the call itself wins', async () => {
  const inTmp = run.with({ cwd: '/tmp', reject: false });
  expect((await inTmp('pwd')).stdout).toBe('/tmp\n');
  expect((await inTmp('pwd', [], { cwd: '/' })).stdout).toBe('/\n');
  expect((await inTmp('pwd', [], { cwd: undefined })).stdout).toBe('/tmp\n');
  expect((await inTmp('false')).ok).toBe(false);
  await expect(inTmp('false', [], { reject: true })).rejects.toThrow('exited with code 1');
});

test('defaults build on each other, env variable by variable', async () => {
  const first = run.with({ env: { A: '1', B: '1' } });
  const second = first.with({ env: { B: '2' } });
  const print = ['-c', 'echo $A$B$C'];
  expect((await second('sh', print, { env: { C: '3' } })).stdout).toBe('123\n');
  expect((await first('sh', print)).stdout).toBe('11\n');
});

test('bad defaults are refused at once', () => {
  expect(() => run.with({ ['timeout' as string]: 1 })).toThrow(/Did you mean "timeoutMs"/);
});
