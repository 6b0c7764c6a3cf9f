import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { startGuarded, leaves, namedIn } from './guarded-program.js';

test.each(['--import', '--require'])('node %s guards a program that knows nothing of it, and its threads start', async (flag) => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)', {
    file: 'preloaded.mjs',
    nodeArgs: [flag, '@childproof/orphan-guard/register'],
  });
  expect(program.hello).toEqual({ workerExit: 0 });
  await leaves(program.folder, 1);
  program.kill('SIGKILL');
  // The default grace period is 5 s, and a leaf ignores SIGTERM.
  await waitFor('nobody left', () => namedIn(program.folder).length === 0);
});
