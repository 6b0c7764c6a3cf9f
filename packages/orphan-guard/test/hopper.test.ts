import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture, namedIn, startGuarded, type GuardedProgram } from './guarded-program.js';

const HOPPER = `exec perl ${fixture('hopper.pl')} "$0"`;
const hops = ({ folder }: GuardedProgram): number => statSync(`${folder}/leaf`).size;

/** A hopper is not found by looking for it, so it says itself that it lives. */
async function expectNoHop(program: GuardedProgram): Promise<void> {
  const last = hops(program);
  await sleep(100); // some 40 hops of one that lives
  expect(hops(program)).toBe(last);
}

test.each(['SIGKILL', 'SIGTERM'] as const)('with the helper, %s of the program ends a hopper, five times of five', async (signal) => {
  for (let trial = 0; trial < 5; trial++) {
    const program = await startGuarded(HOPPER);
    await waitFor('20 hops', () => hops(program) > 20);
    const { watchdogPids } = await program.status();
    program.kill(signal);
    await waitUntilGone(...watchdogPids);
    await expectNoHop(program);
    expect(namedIn(program.folder)).toEqual([]);
  }
});

test('with the helper, sweep() ends a hopper while the program lives on', async () => {
  const program = await startGuarded(HOPPER);
  await waitFor('20 hops', () => hops(program) > 20);
  await program.ask('sweep');
  await expectNoHop(program);
  expect(await program.status()).toMatchObject({ state: 'guarding', descendants: [] });
});
