import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRunning, readProcess, startProgram, temporaryFolder, waitFor, waitUntilGone } from '@childproof/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSanitizers } from '../available.js';
import { fixture } from '../guarded-program.js';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { helperPath } from '../../src/helper-path.js';

const MARK = '1234567890000000000';
const PREFIX = '1234567890';

let folder = '';
const sanitized = (): string => `${folder}/helper`;

beforeAll(() => {
  folder = mkdtempSync(`${tmpdir()}/orphan-guard-native-`);
  const build = fileURLToPath(new URL('../../native/build.js', import.meta.url));
  if (hasSanitizers) execFileSync(process.execPath, [build, '--sanitize', sanitized()]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As it is published, and under ASan and UBSan, which end it with a report on stderr at the first mistake. */
const BUILDS = [['as published', helperPath] as const, ...(hasSanitizers ? [['with ASan and UBSan', sanitized] as const] : [])];

describe.each(BUILDS)('the helper %s', (_, path) => {
  const helper = (...args: (string | number)[]) => spawnSync(path(), args.map(String), { encoding: 'utf8' });

  test('mark sets the soft limit and leaves the hard one', async () => {
    const child = spawn('sleep', ['60']);
    expect(helper('mark', child.pid!, MARK)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readProcess(child.pid!)!.softRssLimit).toBe(MARK);
    expect(helper('mark', child.pid!, '18446744073709551615').status).toBe(0);
    expect(readProcess(child.pid!)!.softRssLimit).toBe('18446744073709551615');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(helper('mark', child.pid!, MARK)).toMatchObject({ status: 1, stderr: expect.stringContaining('No such process') as string });
  });

  test.each([
    [[], 64],
    [['fly'], 64],
    [['mark', '0', MARK], 64],
    [['mark', '1', 'much'], 64],
    [['mark', '99999999999999999999', MARK], 64],
    [['sweep', '', 19, 15, 0], 64], // an empty prefix would be everybody's
    [['sweep', '123456789', 19, 15, 0], 64],
    [['sweep', '12345678x0', 19, 15, 0], 64],
    [['sweep', PREFIX, 19, 0, 0], 64],
    [['sweep', PREFIX, 19, 15, -1], 64],
    [['watch', PREFIX, 19, 15, 0, 1], 64],
    [['run', '-', 0, 15, 0, '/bin/true'], 64],
    [['run', 2, 0, 15, 0, '/bin/true', 'true'], 64],
    [['run', 77, 0, 15, 0, '/bin/true', 'true'], 64],
    [['run', '-', 0, 15, 0, '/no/such/program', 'x'], 127],
    [['run', '-', 0, 15, 0, '/etc/passwd', 'x'], 126],
    [['run', '-', 0, 15, 0, 'true', 'x'], 127], // never looked up in PATH
  ])('%j ends with %i', (args, status) => {
    const result = helper(...args);
    expect([result.status, result.stderr]).toEqual([status, expect.stringMatching(/^(orphan-guard-helper: |usage: )/)]);
    expect(result.stderr).not.toContain('Sanitizer');
  });

  test('run keeps exit codes, and signals as signals', () => {
    const run = (script: string) => helper('run', '-', 0, 15, 100, '/bin/sh', 'sh', '-c', script);
    expect(run('exit 5')).toMatchObject({ status: 5, stderr: '' });
    expect(run('kill -TERM $$')).toMatchObject({ signal: 'SIGTERM', stderr: '' });
    expect(run('kill -SEGV $$')).toMatchObject({ signal: 'SIGSEGV', stderr: '' });
  });

  test('run ends whoever the program leaves behind: polite, deaf, and in sessions of their own', async () => {
    const program = startProgram('', {
      command: path(),
      nodeArgs: ['run', '-', '0', '15', '100', '/bin/sh', 'sh', '-c', `(setsid sleep 60 & echo $!); (setsid sh -c 'trap "" TERM; sleep 60; :' & echo $!); sleep 0.05`],
    });
    expect(await program.exited).toEqual({ code: 0, signal: null });
    await waitUntilGone(...program.stdout.trim().split('\n').map(Number));
    expect(program.stderr).toBe('');
  });

  test('run ends a hopper, five times of five', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const file = `${temporaryFolder()}/hops`;
      const program = startProgram('', { command: path(), nodeArgs: ['run', '-', '0', '15', '20', '/bin/sh', 'sh', '-c', `perl ${fixture('hopper.pl')} ${file}; sleep 0.1`] });
      expect(await program.exited).toEqual({ code: 0, signal: null });
      const { size } = statSync(file);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([statSync(file).size, program.stderr]).toEqual([size, '']);
    }
  });

  test('run sends signals on', async () => {
    const program = startProgram('', { command: path(), nodeArgs: ['run', '-', '0', '15', '0', '/bin/sh', 'sh', '-c', `trap 'exit 3' USR1; echo up; while :; do sleep 0.01; done`] });
    await program.waitForOutput(/up/);
    program.kill('SIGUSR1');
    expect(await program.exited).toEqual({ code: 3, signal: null });
    expect(program.stderr).toBe('');
  });

  test('watch: quit ends it with its work undone; the end of the watched process makes it sweep', async () => {
    const sleeper = spawn('sleep', ['60']);
    const marked = spawn('setsid', ['sh', '-c', 'trap "" TERM; echo up; while :; do sleep 0.05; done']);
    await once(marked.stdout, 'data');
    expect(helper('mark', marked.pid!, MARK).status).toBe(0);
    const args = ['watch', PREFIX, 19, 15, 50, sleeper.pid!, readProcess(sleeper.pid!)!.startTime, 'first'].map(String);
    for (const order of ['quit', 'end']) {
      const watch = spawn(path(), args);
      let errors = '';
      watch.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      await once(watch.stdout, 'data');
      if (order === 'quit') watch.stdin.write('quit\n');
      else sleeper.kill('SIGKILL');
      expect(await once(watch, 'exit')).toEqual([0, null]);
      expect(errors).toBe('');
      expect(marked.signalCode === null).toBe(order === 'quit');
      if (order === 'end') await waitFor('its end', () => marked.signalCode === 'SIGKILL');
    }
  });

  test('a zombie that nobody reaps is no process to wait for', async () => {
    const parent = spawn('sh', ['-c', `sh -c 'sleep 0.3' & echo $!; exec sleep 60`]);
    const [pid] = ((await once(parent.stdout, 'data')) as [Buffer]).map(Number) as [number];
    const zombie = await waitFor('the zombie', () => (readProcess(pid)?.state === 'Z' ? readProcess(pid) : undefined));
    const watch = spawn(path(), ['watch', PREFIX, '19', '15', '0', String(pid), String(zombie.startTime), 'first'], { stdio: ['pipe', 'ignore', 'inherit'] });
    expect(await once(watch, 'exit')).toEqual([0, null]);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });
});

// As published only: the sanitizers' libraries need descriptors themselves.
test('who has no descriptor left to read the table with does not take that for an empty one', async () => {
  const marked = spawn('sleep', ['60']);
  const exit = once(marked, 'exit');
  spawnSync(helperPath(), ['mark', String(marked.pid), MARK]);
  const sweep = spawn('prlimit', ['--nofile=3:64', helperPath(), 'sweep', PREFIX, '19', '15', '0'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const swept = once(sweep, 'exit');
  await waitFor('twenty looks', () => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${sweep.pid}/status`, 'latin1'))?.[1]) > 20);
  expect([sweep.exitCode, isRunning(marked.pid!)]).toEqual([null, true]);
  execFileSync('prlimit', ['--pid', String(sweep.pid), '--nofile=64:64']);
  expect(await swept).toEqual([0, null]);
  expect(await exit).toEqual([null, 'SIGKILL']);
});
