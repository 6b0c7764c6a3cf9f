import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listProcesses } from '@childproof/internal';
import { startProgram, temporaryFolder, waitFor, type Program } from '@childproof/test-kit';
import { onTestFinished } from 'vitest';
import type { DescendantProcess, GuardStatus, HelperChoice } from '../src/index.js';

/**
 * A process that ignores SIGTERM and would stay for ever. It names the test's folder in its arguments: so it is found
 * without the mark and without its environment, by means that the guard does not use.
 */
const LEAF = `trap '' TERM; exec tail -f "$0"`;

export interface GuardedProgram extends Program {
  readonly folder: string;
  /** The first message. */
  readonly hello: unknown;
  /** Sends an order to the fixture and gives what it answers. */
  ask(...order: readonly unknown[]): Promise<unknown>;
  tell(...order: readonly unknown[]): void;
  status(): Promise<GuardStatus & { readonly id: string; readonly descendants: readonly DescendantProcess[] }>;
}

export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

interface Start {
  readonly file?: string;
  readonly nodeArgs?: readonly string[];
  /** Default: the native helper is required, so that no test passes for the lack of it. */
  readonly helper?: HelperChoice;
}

/** With the native helper, and with shells. */
export const HELPERS = ['required', 'never'] as const;

/** Starts `guarded.mjs` with a shell command, in which $0 is a file of the test and $1 the leaf's command. */
export async function startGuarded(command = '', { file = 'guarded.mjs', nodeArgs = [], helper = 'required' }: Start = {}): Promise<GuardedProgram> {
  const folder = temporaryFolder();
  onTestFinished(() => killAll(folder));
  writeFileSync(`${folder}/leaf`, '');
  const args = command === '' ? [] : [command, `${folder}/leaf`, LEAF];
  const program = startProgram(fixture(file), { args, nodeArgs, ipc: true, env: { HELPER: helper } });
  const [hello] = (await once(program.child, 'message')) as [unknown];
  const tell = (...order: readonly unknown[]): void => void program.child.send(order);
  const ask = async (...order: readonly unknown[]): Promise<unknown> => {
    const answer = once(program.child, 'message');
    tell(...order);
    return (await answer)[0];
  };
  return Object.assign(Object.create(program) as Program, {
    folder,
    hello,
    tell,
    ask,
    status: () => ask('status') as ReturnType<GuardedProgram['status']>,
  });
}

/** Pids of running processes, other than `guarded.mjs` itself, that name the folder in their arguments. */
export function namedIn(folder: string): number[] {
  return listProcesses()
    .filter(({ pid, state }) => state !== 'Z' && argumentsOf(pid).includes(`${folder}/`) && !argumentsOf(pid).includes('.mjs'))
    .map(({ pid }) => pid);
}

/** Waits for leaves that have come as far as `tail`. */
export function leaves(folder: string, count: number): Promise<number[]> {
  const found = (): number[] => namedIn(folder).filter((pid) => argumentsOf(pid).startsWith('tail'));
  return waitFor(`${count} leaves`, () => (found().length >= count ? found() : undefined));
}

export function argumentsOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // has ended meanwhile
  }
}

async function killAll(folder: string): Promise<void> {
  await waitFor('the end of what a failed test has left', () => {
    const left = namedIn(folder);
    for (const pid of left) process.kill(pid, 'SIGKILL');
    return left.length === 0;
  });
}
