import { readFileSync } from 'node:fs';
import type { AllocationSite } from '@childproof/diagnostics';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture } from '../programs.js';

interface Verdict {
  readonly kind: string;
  readonly part?: string;
  readonly growing: readonly AllocationSite[];
  readonly ramp?: { readonly untilMs: number };
}

async function verdictOn(name: string): Promise<Verdict> {
  const program = startProgram(fixture(`memory/${name}`), { env: { FOLDER: temporaryFolder() } });
  const [, json] = await program.waitForOutput(/^verdict: (.*)$/m);
  return JSON.parse(json!) as Verdict;
}

it.each([
  ['leak-array', 'heap', 'remember'],
  ['leak-listeners', 'heap', 'subscribe'],
  ['leak-closures', 'heap', 'wrap'],
  ['leak-timers', 'heap', 'schedule'],
  ['leak-buffers', 'array-buffers', 'receive'],
])('%s is a leak of the %s, made by %s', async (name, part, functionName) => {
  const { kind, part: found, growing } = await verdictOn(name);
  expect([kind, found]).toEqual(['leak', part]);
  const file = fixture(`memory/${name}`);
  const start = readFileSync(file, 'utf8').split('\n').findIndex((line) => line.includes(`function ${functionName}`)) + 1;
  expect(growing[0]).toMatchObject({ file, name: functionName, line: start });
});

it('leak-modules is a leak, and the modules are named', async () => {
  const { kind, part, growing } = await verdictOn('leak-modules');
  expect([kind, part]).toEqual(['leak', 'heap']);
  expect(growing.some(({ file, name }) => name === 'load' || file.includes('/config-'))).toBe(true);
});

it.each(['plateau', 'saw-tooth', 'buffer-bursts', 'slow-start'])('%s is none', async (name) => {
  const { kind, growing, ramp } = await verdictOn(name);
  expect([kind, growing]).toEqual(['stable', []]);
  expect(ramp!.untilMs).toBeGreaterThan(0);
});
