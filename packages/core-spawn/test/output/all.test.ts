import { fileURLToPath } from 'node:url';
import { expect, expectTypeOf, test } from 'vitest';
import { run } from '../../src/index.js';

test('all has both streams in the order in which they came', async () => {
  const result = await run('perl', [fileURLToPath(new URL('../fixtures/by-turns.pl', import.meta.url))], { all: true });
  expect(result).toMatchObject({ all: 'a\nb\nc\n', stdout: 'a\nc\n', stderr: 'b\n' });
  expectTypeOf(result.all).toEqualTypeOf<string | undefined>();
});

test('all is bytes where the streams are, and absent unless asked', async () => {
  const { all } = await run('printf', ['\\377'], { all: true, encoding: 'bytes' });
  expect([...all!]).toEqual([255]);
  expect('all' in (await run('true'))).toBe(false);
});

test('all is on the error as well', async () => {
  await expect(run('sh', ['-c', 'echo x; exit 3'], { all: true })).rejects.toMatchObject({ all: 'x\n' });
});

test('all is bounded', async () => {
  const result = await run('sh', ['-c', 'head -c 100000 /dev/zero; head -c 100000 /dev/zero >&2'], { all: true, maxOutputBytes: 1_000, onMaxOutput: 'keep-tail' });
  expect(result.all).toHaveLength(2_000);
});
