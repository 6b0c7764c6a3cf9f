import { expect, test } from 'vitest';
import { recordHistory, run } from '../../src/index.js';

test('keeps the latest runs, failed ones too, until it is stopped', async () => {
  const history = recordHistory({ maxRuns: 3 });
  await run('true');
  await run('sh', ['-c', 'exit 3'], { reject: false });
  await run('no-such-program', [], { reject: false });
  await run('echo', ['x']);
  expect(history.runs.map(({ file, reason, exitCode }) => [file, reason, exitCode])).toEqual([
    ['sh', 'exit-code', 3],
    ['no-such-program', 'not-found', null],
    ['echo', undefined, 0],
  ]);
  expect(history.runs[2]!.endedAt).toBeInstanceOf(Date);
  history.stop();
  history.stop();
  await run('true');
  expect(history.runs).toHaveLength(3);
});

test('bad options are refused', () => {
  expect(() => recordHistory({ maxRuns: 0 })).toThrow('an integer of at least 1');
});
