import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { descendantsOf, startProgram, temporaryFolder, waitFor, waitUntilGone } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { guardProcess } from '../../src/index.js';
import { hasNamespaces } from '../available.js';
import { fixture, HELPERS } from '../guarded-program.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;

describe.skipIf(!hasNamespaces).each(HELPERS)('--isolation pid-namespace, helper %s', (helper) => {
  const options = ['--isolation', 'pid-namespace', '--helper', helper, '--grace', '0'];

  test('the command sees nobody else, and its exit code is kept', () => {
    const { status, stdout } = spawnSync(node, [cli, ...options, 'sh', '-c', 'id -u; ls -d /proc/[0-9]* | wc -l; exit 3'], { encoding: 'utf8' });
    const [user, count] = stdout.trim().split('\n').map(Number);
    expect([status, user]).toEqual([3, process.getuid!()]);
    expect(count).toBeLessThanOrEqual(5);
  });

  test('a signal is 128 + n', () => {
    expect(spawnSync(node, [cli, ...options, 'sh', '-c', 'kill -KILL $$']).status).toBe(137);
  });

  test('signals are sent on', async () => {
    const program = startProgram(cli, { args: [...options, 'sh', '-c', `trap 'echo got TERM; exit 3' TERM; echo ready; while :; do sleep 0.01; done`] });
    await program.waitForOutput(/ready/);
    program.kill('SIGTERM');
    expect(await program.exited).toEqual({ code: 3, signal: null });
    expect(program.stdout).toBe('ready\ngot TERM\n');
  });

  test('a SIGKILL of the command line ends all, also who has lifted its mark', async () => {
    const program = startProgram(cli, { args: [...options, 'sh', '-c', 'ulimit -S -m unlimited; setsid sleep 600 & echo ready; wait'] });
    await program.waitForOutput(/ready/);
    const inside = await waitFor('the sleeper', () => {
      const found = descendantsOf(program.pid);
      return found.some(({ comm }) => comm === 'sleep') ? found.map(({ pid }) => pid) : undefined;
    });
    program.kill('SIGKILL');
    await waitUntilGone(...inside);
  });

  test('inside, guardProcess() accepts the isolation', async () => {
    const { status, stdout } = spawnSync(node, [cli, ...options, node, fixture('isolated.mjs'), 'pid-namespace'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, 'pid-namespace\n']);
  });
});

test('outside of one, guardProcess() rejects and names the command', async () => {
  await expect(guardProcess({ isolation: 'pid-namespace' })).rejects.toMatchObject({
    code: 'ERR_GUARD_ISOLATION_UNAVAILABLE',
    message: expect.stringContaining('orphan-guard --isolation pid-namespace') as string,
  });
  // Nothing of the attempt is left.
  expect(readFileSync('/proc/self/stat', 'latin1').split(') ')[1]!.split(' ')[22]).not.toMatch(/^\d{19}$/);
});

test('without unshare the command line ends with 69 and says what is missing', () => {
  const { status, stderr } = spawnSync(node, [cli, '--isolation', 'pid-namespace', '/bin/true'], { env: { PATH: temporaryFolder() }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([69, expect.stringContaining('util-linux')]);
});

test('a namespace that is refused is told by what unshare says', () => {
  const refused = spawnSync(node, [cli, '--isolation', 'pid-namespace', 'true'], { encoding: 'utf8', env: { ...process.env, PATH: `${fixture('refusing')}:${process.env['PATH']}` } });
  expect([refused.status, refused.stderr]).toEqual([69, expect.stringContaining('Operation not permitted')]);
});
