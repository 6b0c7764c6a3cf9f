import { expect, test } from 'vitest';
import { run } from '../src/index.js';
import { fixture, node } from './fixtures.js';

test.each([
  ['json' as const, { text: 'ä', list: [1, null] }],
  ['advanced' as const, { bytes: Buffer.from('bytes'), date: new Date(0), map: new Map([[1, 2n]]) }],
])('carries messages both ways: %s', async (ipc, message) => {
  const running = run(node, [fixture('echo-ipc.mjs')], { ipc });
  const echoed = new Promise((resolve) => running.ipc!.on('message', resolve));
  running.ipc!.send(message);
  expect(await echoed).toEqual(message);
  running.ipc!.disconnect();
  expect((await running).ok).toBe(true);
});

test('there is no channel unless asked', async () => {
  const running = run('true');
  expect(running.ipc).toBeNull();
  await running;
});
