import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRunning, type Program, startProgram, temporaryFolder } from '@childproof/test-kit';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fixture, PRELOAD, selfContained, startFixture } from '../programs.js';

interface Answer {
  readonly pid: number;
  readonly blockedAt?: readonly { readonly file: string; readonly line: number; readonly name: string }[];
  readonly resources: readonly { readonly kind: string; readonly ref: boolean; readonly createdAt?: object; readonly handledAt?: { readonly line: number } }[];
}

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** A free port of its own for each target, for the tests run at the same time. */
const OWN_PORT = ['--inspect-port=0'];
const why = (...args: readonly string[]): Program => startProgram(cli, { args: ['why', ...args] });

async function ask(pid: number): Promise<Answer> {
  const program = why(String(pid), '--json');
  expect(await program.exited, program.stderr).toEqual({ code: 0, signal: null });
  return JSON.parse(program.stdout) as Answer;
}

async function refusal(...args: readonly string[]): Promise<string> {
  const program = why(...args);
  expect((await program.exited).code).toBe(3);
  return program.stderr;
}

function lineOf(name: string, mark: string): number {
  return readFileSync(fixture(name), 'utf8').split('\n').findIndex((line) => line.endsWith(`// ${mark}`)) + 1;
}

/** Whether anybody listens on the port that the program's inspector has announced last, in the kernel's hexadecimal. */
function isInspectorOpen({ pid, stderr }: Program): boolean {
  const [, port] = /Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)(?![^]*Debugger listening)/.exec(stderr)!;
  const address = `0100007F:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync(`/proc/${pid}/net/tcp`, 'latin1').trim().split('\n').map((row) => row.trim().split(/\s+/));
  return rows.some(([, local, , state]) => local === address && state === '0A');
}

it('asks a live process that was never preloaded, and leaves it as it was, again and again', async () => {
  const program = startFixture('attached', { nodeArgs: OWN_PORT });
  await program.waitForOutput(/^ready/m);
  for (const times of [1, 2, 3, 4, 5]) {
    const { pid, blockedAt, resources } = await ask(program.pid);
    expect([pid, blockedAt]).toEqual([program.pid, undefined]);
    const kinds = resources.filter(({ ref }) => ref).map(({ kind, createdAt, handledAt }) => [kind, createdAt, handledAt?.line]);
    const lines = ['interval', 'tcp-server', 'fs-watcher'].map((kind) => [kind, undefined, lineOf('attached', kind)]);
    expect(kinds.sort()).toEqual([...lines, ['worker', undefined, undefined]].sort());
    expect(resources.find(({ ref }) => !ref)?.kind).toBe('timeout');
    expect(isInspectorOpen(program), `time ${times}`).toBe(false);
  }
  program.kill();
  expect(await program.exited).toEqual({ code: 7, signal: null });
});

it('writes a page with a table of what holds it open', async () => {
  const program = startFixture('attached', { nodeArgs: OWN_PORT });
  await program.waitForOutput(/^ready/m);
  const page = join(temporaryFolder(), 'why.html');
  expect((await why(String(program.pid), '--html', page).exited).code).toBe(0);
  expect(selfContained(page)).toMatch(/<table>[^]*interval[^]*every 60000 ms[^]*tick /);
});

it('knows the creating lines of a process that was preloaded', async () => {
  const program = startFixture('hangs', { nodeArgs: [...OWN_PORT, ...PRELOAD] });
  await program.waitForOutput(/^ready/m);
  const { resources } = await ask(program.pid);
  expect(resources).toMatchObject([{ kind: 'interval', createdAt: { file: fixture('hangs'), line: lineOf('hangs', 'created here') } }]);
});

it('says where a process computes whose event loop does not turn, and closes the inspector of that one too', async () => {
  const program = startFixture('computes', { nodeArgs: OWN_PORT });
  await program.waitForOutput(/^ready/m);
  const { blockedAt } = await ask(program.pid);
  expect(blockedAt).toMatchObject([{ file: fixture('computes'), name: 'forever', line: 2 }]);
  expect(isInspectorOpen(program)).toBe(false);
  expect(isRunning(program.pid)).toBe(true);
});

it('closes the inspector when the command is interrupted', async () => {
  const target = startFixture('computes', { nodeArgs: OWN_PORT });
  await target.waitForOutput(/^ready/m);
  const program = why(String(target.pid));
  await target.waitForOutput(/Debugger attached/);
  program.kill('SIGINT');
  expect(await program.exited).toEqual({ code: null, signal: 'SIGINT' });
  expect([isInspectorOpen(target), isRunning(target.pid)]).toEqual([false, true]);
});

it('uses an inspector that is open already, and leaves it open', async () => {
  const program = startFixture('attached', { nodeArgs: ['--inspect=127.0.0.1:0'] });
  await program.waitForOutput(/^ready/m);
  expect((await ask(program.pid)).resources.some(({ kind }) => kind === 'interval')).toBe(true);
  expect((await ask(program.pid)).resources.some(({ kind }) => kind === 'interval')).toBe(true);
  expect(isInspectorOpen(program)).toBe(true);
});

it('refuses a pid that does not exist, another program, and one without the signal', async () => {
  expect(await refusal('4194305')).toContain('ERR_DIAGNOSTICS_NO_SUCH_PROCESS');
  const sleeper = startProgram('', { command: 'sleep', args: ['60'] });
  await once(sleeper.child, 'spawn');
  expect(await refusal(String(sleeper.pid))).toMatch(/is \/.*sleep.*, not Node\.js\. \(ERR_DIAGNOSTICS_NOT_NODE\)/);
  expect(isRunning(sleeper.pid)).toBe(true);
});

it('leaves a process alone that the signal would end', async () => {
  const program = startFixture('attached', { nodeArgs: ['--disable-sigusr1'] });
  const code = await Promise.race([program.waitForOutput(/^ready/m).then(() => undefined), program.exited.then((exit) => exit.code)]);
  if (code === 9) return; // Node 20 has no such flag
  expect(await refusal(String(program.pid))).toContain('ERR_DIAGNOSTICS_INSPECTOR_DISABLED');
  expect(isRunning(program.pid)).toBe(true);
});

it('refuses when the port is taken, and says by whom, before the process hears of it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const program = startFixture('attached', { nodeArgs: [`--inspect-port=${port}`] });
  await program.waitForOutput(/^ready/m);
  expect(await refusal(String(program.pid))).toMatch(new RegExp(`port ${port}, where process ${process.pid} listens.*ERR_DIAGNOSTICS_INSPECTOR_TAKEN`));
  expect(program.stderr).toBe('');
});

it('never opens an inspector that other machines could reach', async () => {
  const program = startFixture('attached', { nodeArgs: ['--inspect-port=0.0.0.0:0'] });
  await program.waitForOutput(/^ready/m);
  expect(await refusal(String(program.pid))).toContain('ERR_DIAGNOSTICS_INSPECTOR_EXPOSED');
  expect(program.stderr).toBe('');
});

it('says so when a process waits in a native call', async () => {
  const program = startFixture('blocked', { nodeArgs: OWN_PORT });
  await program.waitForOutput(/^ready/m);
  expect(await refusal(String(program.pid))).toMatch(/native call such as execSync.*ERR_DIAGNOSTICS_NO_ANSWER/);
});

it.runIf(process.getuid?.() === 0)("refuses another user's process", async () => {
  const program = startProgram('', {
    command: 'setpriv',
    args: ['--reuid=65534', '--clear-groups', process.env['TEST_NODE'] ?? process.execPath, cli, 'why', String(process.pid)],
  });
  expect((await program.exited).code, program.stderr).toBe(3);
  expect(program.stderr).toContain('ERR_DIAGNOSTICS_NOT_PERMITTED');
});
