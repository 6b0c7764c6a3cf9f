import { expect, it } from 'vitest';
import { markedLine, resourcesOf, startFixture } from './programs.js';

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

it('knows the line of all timers of a busy program, although only a sample of them is stamped', async () => {
  const resources = await resourcesOf(startFixture('busy-timers'));
  const timeouts = resources.filter(({ kind }) => kind === 'timeout');
  expect(timeouts).toHaveLength(60);
  expect(timeouts.every(({ createdAt }) => createdAt?.line === markedLine('busy-timers'))).toBe(true);
  // The age of most is not known: their line is that of another with the same callback.
  expect(timeouts.filter(({ ageMs }) => ageMs === undefined).length).toBeGreaterThan(30);
  expect(resources.find(({ kind }) => kind === 'interval')!.ageMs).toBeTypeOf('number');
});
