import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selfContained } from '../programs.js';
import { isRunning, type Program, processesWithEnvironment, startProgram, temporaryFolder, waitFor } from '@childproof/test-kit';
import { describe, expect, it } from 'vitest';

interface Report {
  readonly grade: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly seen: string }[];
  readonly figures: Readonly<Record<string, unknown>> & { readonly load: { readonly answered: number } };
  readonly leftAfterExit: readonly { readonly pid: number; readonly isDaemon: boolean }[];
  readonly leftAfterKill: readonly { readonly pid: number; readonly isDaemon: boolean }[];
  readonly heldOpenBy: readonly { readonly kind: string; readonly handledAt?: { readonly name: string } }[];
}

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;

/** Another suite may run at the same time. */
const run = randomUUID();
const markOf = (name: string): string => `${name} ${run}`;

function start(name: string, ...options: readonly string[]): Program {
  const server = fileURLToPath(new URL(`../fixtures/servers/${name}.mjs`, import.meta.url));
  return startProgram(cli, { args: ['audit', '--load', '0.2', '--exit-timeout', '1', ...options, '--', node, server], env: { AUDIT_TEST: markOf(name) } });
}

async function audit(name: string): Promise<{ readonly report: Report; readonly code: number | null }> {
  const program = start(name, '--json');
  const { code } = await program.exited;
  expect([program.stderr, processesWithEnvironment('AUDIT_TEST', markOf(name))]).toEqual(['', []]);
  return { report: JSON.parse(program.stdout) as Report, code };
}

function failed({ checks }: Report): string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

describe('audit', () => {
  it('gives a server that drains an A, with every figure', async () => {
    const { report, code } = await audit('good');
    expect([failed(report), report.grade, code]).toEqual([[], 'A', 0]);
    expect(report.figures).toMatchObject({ dropped: 0, exitCode: 0, exitSignal: null, port: expect.any(Number) as number });
    expect(report.figures['listeningMs']).toBeGreaterThan(10);
    expect(report.figures['secondSignalMs']).toBeTypeOf('number');
    expect(report.figures.load.answered).toBeGreaterThan(16);
  });

  it('counts the requests that a server drops which dies of SIGTERM', async () => {
    const { report, code } = await audit('no-handler');
    expect(failed(report)).toEqual(['no request dropped', 'exit code']);
    expect(report.figures).toMatchObject({ dropped: 16, exitSignal: 'SIGTERM' });
    expect([report.grade, code]).toEqual(['D', 1]);
  });

  it('says what holds a server open that hangs, and that a second signal does not help', async () => {
    const { report } = await audit('hangs');
    expect(failed(report)).toEqual(expect.arrayContaining(['ends on SIGTERM', 'exit code', 'second signal']));
    expect(report.heldOpenBy.filter(({ kind }) => kind === 'interval')).toMatchObject([{ handledAt: { name: 'flush' } }]);
    expect(['D', 'F']).toContain(report.grade);
  });

  it('finds daemons left behind and ends them, errors, and a bad exit code', async () => {
    const { report } = await audit('bad-exit');
    expect(failed(report)).toEqual(expect.arrayContaining(['answers', 'exit code', 'nothing left after exit', 'nothing left after SIGKILL']));
    for (const left of [report.leftAfterExit, report.leftAfterKill]) {
      expect(left).toMatchObject([{ isDaemon: true }]);
      expect(isRunning(left[0]!.pid)).toBe(false);
    }
  });

  it.each(['fastify', 'express'])('grades the hello-world of %s, which has no handler: SIGTERM kills it', async (name) => {
    const { report } = await audit(name);
    expect(failed(report)).toContain('exit code');
    expect(report.figures).toMatchObject({ exitSignal: 'SIGTERM' });
    expect(report.figures.load.answered).toBeGreaterThan(16);
  });

  it('prints a card with what to do next, and exits with 0 where the chosen grade is reached', async () => {
    const page = join(temporaryFolder(), 'card.html');
    const program = start('no-handler', '--min-grade', 'D', '--html', page);
    expect((await program.exited).code).toBe(0);
    expect(program.stdout).toMatch(/grade D\n[^]*FAILED {2}no request dropped {10}16 requests on 16 [^]*-> handle SIGTERM: stop accepting/);
    expect(selfContained(page)).toMatch(/class="grade bad">D<[^]*no request dropped[^]*handle SIGTERM/);
  });

  it('leaves nothing of the server behind when it is interrupted itself', async () => {
    const program = start('good', '--load', '60');
    const mark = { name: 'AUDIT_TEST', value: markOf('good') };
    await waitFor('the server', () => processesWithEnvironment(mark.name, mark.value).some(({ pid, ppid }) => ppid === program.pid && pid !== program.pid));
    program.kill('SIGTERM');
    expect((await program.exited).code).toBe(143);
    await waitFor('its end', () => !processesWithEnvironment(mark.name, mark.value).some(({ ppid }) => ppid === program.pid));
  });

  it('says why a server did not come up', async () => {
    const program = start('dies');
    expect((await program.exited).code).toBe(1);
    expect(program.stdout).toMatch(/grade F[^]*it ended \(4\) before it listened[^]*no database/);
  });
});

it.each([[['--', 'no-such-command-here'], 127], [['--min-grade', 'E', '--', 'true'], 2], [[], 2]] as const)('audit %j exits with %i', async (args, code) => {
  expect((await startProgram(cli, { args: ['audit', ...args] }).exited).code).toBe(code);
});
