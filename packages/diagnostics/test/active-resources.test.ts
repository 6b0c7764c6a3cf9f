import { expect, it } from 'vitest';
import { resourcesOf, startFixture } from './programs.js';

it("marks what is unref'ed", async () => {
  const resources = await resourcesOf(startFixture('unreffed'));
  expect(resources.map(({ kind, ref }) => [kind, ref]).sort()).toEqual([
    ['interval', false],
    ['tcp-server', false],
    ['udp-socket', false],
  ]);
});

it('lists nothing that is over, and nothing of its own', async () => {
  expect(await resourcesOf(startFixture('over'))).toEqual([]);
});

it.each([
  ['interval', 'interval'],
  ['timer-promise', 'timer-promise'],
  ['worker', 'worker'],
  ['tcp-server', 'tcp-server'],
  ['child-process', 'child-process'],
  ['fork', 'fork'],
  ['watch-file', 'watch-file'],
  ['udp-socket', 'udp-socket'],
])('without the preload %s is a %s, its line unknown', async (name, kind) => {
  const program = startFixture(name, { nodeArgs: [] });
  const resources = await resourcesOf(program);
  expect(resources.map((one) => [one.kind, one.ref, one.createdAt])).toEqual([[kind, true, undefined]]);
  program.kill();
  await program.exited;
});
