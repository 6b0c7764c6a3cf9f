import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitFor, waitUntilGone } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { findMount, ownCgroup } from '../../src/isolation/own-cgroup.js';
import { HELPERS, leaves, namedIn, startGuarded } from '../guarded-program.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;

const hasCgroup = isDelegated();
// Even in CI: hardly any container delegates one.
if (!hasCgroup) console.warn('SKIPPED: no cgroup (version 2) is writable here');

function isDelegated(): boolean {
  try {
    const folder = `${ownCgroup()}/orphan-guard-probe-${process.pid}`;
    mkdirSync(folder);
    const can = existsSync(`${folder}/cgroup.kill`);
    rmdirSync(folder);
    return can;
  } catch {
    return false;
  }
}

const folderOf = (id: string): string => `${ownCgroup()}/orphan-guard-${id}`;

describe.skipIf(!hasCgroup).each(HELPERS)('helper %s', (helper) => {
  const start = () => startGuarded('exec sh -c "$1" "$0"', { file: 'cgroup-escape.mjs', helper });

  test('SIGKILL of the program ends who has lifted its mark, and the cgroup goes', async () => {
    const program = await start();
    await leaves(program.folder, 1);
    const { watchdogPids, id, isolation } = await program.status();
    expect([isolation, existsSync(folderOf(id))]).toEqual(['cgroup', true]);
    program.kill('SIGKILL');
    await waitUntilGone(...watchdogPids);
    expect(namedIn(program.folder)).toEqual([]);
    expect(existsSync(folderOf(id))).toBe(false);
  });

  test('it is a descendant, and a sweep ends it, and disposing leaves the cgroup', async () => {
    const program = await start();
    const [leaf] = await leaves(program.folder, 1);
    const { id, descendants } = await program.status();
    expect(descendants.map(({ pid }) => pid)).toEqual([leaf]);
    await program.ask('sweep');
    expect(namedIn(program.folder)).toEqual([]);
    expect(await program.ask('dispose')).toBe('disposed');
    expect(existsSync(folderOf(id))).toBe(false);
  });

  test('a watchdog that was started again is outside too', async () => {
    const program = await start();
    await leaves(program.folder, 1);
    const old = await program.status();
    process.kill(old.watchdogPids[0]!, 'SIGKILL');
    const { watchdogPids } = await waitFor('another pair', async () => {
      const status = await program.status();
      return status.state === 'guarding' && status.watchdogRestarts === 1 ? status : undefined;
    });
    program.kill('SIGKILL');
    await waitUntilGone(...watchdogPids);
    expect([namedIn(program.folder), existsSync(folderOf(old.id))]).toEqual([[], false]);
  });

  test('the command line does it for any program', () => {
    const { status, stdout } = spawnSync(node, [cli, '--isolation', 'cgroup', '--helper', helper, 'sh', '-c', 'grep ^0:: /proc/self/cgroup; exit 4'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([4, expect.stringMatching(/orphan-guard-\d{19}\n$/)]);
  });
});

test('where it cannot be had, the error names what is missing', () => {
  // As nobody, when root: a user without a cgroup of its own.
  const drop = process.getuid!() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
  const { status, stderr } = spawnSync(drop[0]!, [...drop.slice(1), node, cli, '--isolation', 'cgroup', 'true'], { encoding: 'utf8', cwd: '/' });
  expect(status).toBe(69);
  expect(stderr).toMatch(/no cgroup can be made in .*EACCES.*delegated|not mounted|EROFS/);
});

test.each([
  ['25 1 0:23 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw', { root: '/', folder: '/sys/fs/cgroup' }],
  ['25 1 0:23 /user.slice /cg rw shared:4 master:2 - cgroup2 none rw\n', { root: '/user.slice', folder: '/cg' }],
  ['25 1 0:23 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu', undefined],
])('reads mountinfo: %s', (line, mount) => expect(findMount(line)).toEqual(mount));
