import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

test('onLine sees the lines of both streams, which are collected all the same', async () => {
  const seen: string[] = [];
  const { stdout, stderr } = await run('sh', ['-c', 'echo a; printf b; echo c >&2'], {
    onLine: (line, from) => seen.push(`${from} ${line}`),
  });
  expect(seen.sort()).toEqual(['stderr c', 'stdout a', 'stdout b']);
  expect([stdout, stderr]).toEqual(['a\nb', 'c\n']);
});

test('onLine works beside a loop', async () => {
  const seen: string[] = [];
  for await (const line of run('seq', ['3'], { onLine: (text) => seen.push(text) })) expect(line).toMatch(/\d/);
  expect(seen).toEqual(['1', '2', '3']);
});

test('what onLine throws ends the program, and is the cause', async () => {
  const cause = new Error('unexpected line');
  const onLine = (): void => {
    throw cause;
  };
  await expect(run('yes', [], { onLine })).rejects.toMatchObject({ reason: 'stdio', cause });
});

test('maxLineBytes holds for onLine', async () => {
  const result = await run('cat', ['/dev/zero'], { onLine: () => {}, maxLineBytes: 100_000, reject: false });
  expect(result).toMatchObject({ reason: 'max-output' });
});
