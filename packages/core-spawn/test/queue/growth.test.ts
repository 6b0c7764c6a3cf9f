import { descendantsOf, startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';

test('10,000 jobs leave no memory, descriptor, timer or zombie behind', async () => {
  const program = startProgram(fixture('ten-thousand-jobs.mjs'), { nodeArgs: ['--expose-gc'] });
  await program.exited;
  expect(program.stderr).toBe('');
  const grown = JSON.parse(program.stdout) as Record<string, number>;
  expect(grown).toMatchObject({ succeeded: 10_000, descriptors: 0, resources: 0 });
  // 0.5 KiB kept of each would be 5 MiB.
  expect(grown['heapMiB']).toBeLessThan(3);
  expect(descendantsOf(process.pid).filter(({ comm }) => comm === 'true')).toEqual([]);
}, 900_000);
