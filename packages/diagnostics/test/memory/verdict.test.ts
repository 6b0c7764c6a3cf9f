import { readFileSync } from 'node:fs';
import type { AllocationSite, HeapGrowth } from '@childproof/diagnostics';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture } from '../programs.js';

interface Verdict {
  readonly kind: string;
  readonly part?: string;
  readonly growing: readonly AllocationSite[];
  readonly growth: readonly HeapGrowth[];
  readonly ramp?: { readonly untilMs: number };
}

async function verdictOn(name: string): Promise<Verdict> {
  const program = startProgram(fixture(`memory/${name}`), { env: { FOLDER: temporaryFolder() } });
  const [, json] = await program.waitForOutput(/^verdict: (.*)$/m);
  return JSON.parse(json!) as Verdict;
}

it.each([
  ['leak-array', 'heap', 'remember', 'Object'],
  ['leak-listeners', 'heap', 'subscribe', '(closure)'],
  ['leak-closures', 'heap', 'wrap', '(closure) last'],
  ['leak-timers', 'heap', 'schedule', 'Timeout'],
  ['leak-buffers', 'array-buffers', 'receive', 'Buffer'],
])('%s is a leak of the %s, made by %s: ever more %s', async (name, part, functionName, constructor) => {
  const { kind, part: found, growing, growth } = await verdictOn(name);
  expect([kind, found]).toEqual(['leak', part]);
  expect(growth[0]).toMatchObject({ constructor });
  const file = fixture(`memory/${name}`);
  const start = readFileSync(file, 'utf8').split('\n').findIndex((line) => line.includes(`function ${functionName}`)) + 1;
  expect(growing[0]).toMatchObject({ file, name: functionName, line: start });
});

it('leak-modules is a leak, and the modules are named', async () => {
  const { kind, part, growing, growth } = await verdictOn('leak-modules');
  expect(growth[0]).toMatchObject({ constructor: 'Module' });
  expect([kind, part]).toEqual(['leak', 'heap']);
  expect(growing.some(({ file, name }) => name === 'load' || file.includes('/config-'))).toBe(true);
});

it.each(['plateau', 'saw-tooth', 'buffer-bursts', 'slow-start'])('%s is none', async (name) => {
  const { kind, growing, growth, ramp } = await verdictOn(name);
  expect([kind, growing, growth]).toEqual(['stable', [], []]);
  expect(ramp!.untilMs).toBeGreaterThan(0);
});
