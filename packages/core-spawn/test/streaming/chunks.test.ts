import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

test('text comes as it is written, cut between characters', async () => {
  const chunks: string[] = [];
  const running = run('sh', ['-c', "printf 'a\\342'; read x; printf '\\202\\254b'"], { stdin: 'pipe' });
  for await (const chunk of running.chunks()) {
    chunks.push(chunk);
    if (chunks.length === 1) running.stdin!.end('\n');
  }
  expect(chunks).toEqual(['a', '€b']);
});

test('bytes come with encoding: bytes', async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of run('printf', ['\\377\\000'], { encoding: 'bytes' }).chunks()) chunks.push(chunk);
  expect([...Buffer.concat(chunks)]).toEqual([255, 0]);
});

test('the end of a character that never came is shown, not lost', async () => {
  const chunks: string[] = [];
  for await (const chunk of run('printf', ['a\\342']).chunks()) chunks.push(chunk);
  expect(chunks.join('')).toBe('a\ufffd');
});
