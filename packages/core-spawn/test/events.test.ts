import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { run } from '../src/index.js';

test('start and end of every run are published', async () => {
  const seen: [string | symbol, unknown][] = [];
  const listener = (message: unknown, name: string | symbol) => void seen.push([name, message]);
  const names = ['childproof:core-spawn:started', 'childproof:core-spawn:ended'];
  for (const name of names) subscribe(name, listener);
  await run('sh', ['-c', 'exit 2'], { reject: false });
  await run('no-such-program', [], { reject: false });
  for (const name of names) unsubscribe(name, listener);
  expect(seen).toMatchObject([
    ['childproof:core-spawn:started', { file: 'sh', args: ['-c', 'exit 2'], pid: expect.any(Number) as number }],
    ['childproof:core-spawn:ended', { reason: 'exit-code', exitCode: 2, signal: null }],
    ['childproof:core-spawn:ended', { reason: 'not-found', pid: undefined }],
  ]);
});
