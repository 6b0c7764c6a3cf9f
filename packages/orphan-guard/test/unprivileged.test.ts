import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fixture, HELPERS } from './guarded-program.js';

/** As nobody, when this is root: a guard takes no privilege. */
const drop = process.getuid!() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'] : ['env'];

test.each(HELPERS)('helper %s: guards, sweeps and ends without any privilege', (helper) => {
  const { status, stdout, stderr } = spawnSync(drop[0]!, [...drop.slice(1), process.env['TEST_NODE'] ?? process.execPath, fixture('unprivileged.mjs')], {
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HELPER: helper },
  });
  expect([status, stderr, stdout]).toEqual([0, '', 'guarded 1, swept 0\n']);
});
