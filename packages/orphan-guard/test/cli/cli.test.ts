import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRunning, startProgram, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../guarded-program.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;

test.each([
  [['true'], 0],
  [['sh', '-c', 'exit 7'], 7],
  [['--', 'sh', '-c', 'kill -KILL $$'], 137],
  [['--grace', '0', 'sh', '-c', 'kill -TERM $$'], 143],
  [['no-such-program'], 127],
  [['/etc/passwd'], 126],
])('exits as a shell would: %j', (args, code) => {
  const shell = spawnSync('sh', ['-c', '"$@"', 'sh', ...args.filter((word) => !['--', '--grace', '0'].includes(word))]);
  expect(spawnSync(node, [cli, ...args]).status).toBe(code);
  expect(shell.status ?? 128).toBe(code);
});

test.each([
  [[], /there is no command to run/],
  [['--grace', 'soon', 'true'], /--grace is "soon"; expected a time such as 500ms, 5s or 1m/],
  [['--grace', '5', 'true'], /--grace is "5"/],
  [['--signal', 'TERM', 'true'], /--signal is "TERM"; expected a name such as SIGTERM/],
  [['--gracious', 'true'], /Unknown option '--gracious'/],
])('a wrong command line ends with 64 and the usage: %j', (args, message) => {
  const { status, stderr } = spawnSync(node, [cli, ...args], { encoding: 'utf8' });
  expect(status).toBe(64);
  expect(stderr).toMatch(message);
  expect(stderr).toContain('usage: orphan-guard');
});

test("options behind the command are the command's, and stdin, stdout and stderr are its own", () => {
  const { stdout, stderr } = spawnSync(node, [cli, 'sh', '-c', 'cat; echo "$1" >&2', 'sh', '--grace'], { input: 'in', encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['in', '--grace\n']);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT'] as const)('%s is sent on to the command', async (signal) => {
  const name = signal.slice(3);
  const program = startProgram(cli, { args: ['sh', '-c', `trap 'echo got ${name}; exit 3' ${name}; echo ready; while :; do sleep 0.01; done`] });
  await program.waitForOutput(/ready/);
  program.kill(signal);
  expect(await program.exited).toEqual({ code: 3, signal: null });
  expect(program.stdout).toBe(`ready\ngot ${name}\n`);
});

test('what the command leaves behind is ended before the guard ends', async () => {
  const program = startProgram(cli, { args: ['sh', '-c', '(setsid sleep 600 >/dev/null 2>&1 & echo $!)'] });
  const [daemon] = await program.waitForOutput(/\d+/);
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(isRunning(Number(daemon))).toBe(false);
});

test('a SIGKILL of the guard ends the command and all that it has started', async () => {
  const program = startProgram(cli, { args: ['--grace', '0', 'sh', '-c', 'setsid sleep 600 & echo $! $$; wait'] });
  const [, daemon, shell] = await program.waitForOutput(/(\d+) (\d+)/);
  await waitFor('both to run', () => [daemon, shell].every((pid) => isRunning(Number(pid))));
  program.kill('SIGKILL');
  await waitUntilGone(Number(daemon), Number(shell));
});

test('Ctrl-C in a terminal reaches the command once', async () => {
  // script(1) gives it a terminal of its own; what is written to its stdin is typed there.
  const terminal = spawn('script', ['-qefc', 'exec "$NODE" "$CLI" "$NODE" "$PROGRAM"', '/dev/null'], {
    env: { ...process.env, NODE: node, CLI: cli, PROGRAM: fixture('counts-interrupts.mjs'), SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  await waitFor('the command to be ready', () => screen.includes('ready'));
  terminal.stdin.write('\x03');
  const [code] = (await once(terminal, 'close')) as [number];
  expect([code, /total \d+/.exec(screen)?.[0]]).toEqual([0, 'total 1']);
});
