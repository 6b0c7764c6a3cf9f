import { expect, it } from 'vitest';
import { PRELOAD, REQUIRE_PRELOAD, startFixture } from './programs.js';

it.each([
  ['--import', PRELOAD],
  ['--require', REQUIRE_PRELOAD],
  ['both', [...REQUIRE_PRELOAD, ...PRELOAD]],
])('the preload (%s) changes nothing that a program can tell', async (_, nodeArgs) => {
  const program = startFixture('transparent', { nodeArgs });
  const exit = await program.exited;
  expect([exit.code, program.stdout, program.stderr]).toEqual([0, 'unhandled AbortError\n', '']);
});

it('lets a program end', async () => {
  expect((await startFixture('exits', { args: ['3'] }).exited).code).toBe(3);
});
