import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses } from '@childproof/internal';
import { answersSignal, findTarget } from '../attach/target.js';
import { DiagnosticsError } from '../errors/diagnostics-error.js';

export interface StartedProgram {
  readonly child: ChildProcess;
  /** As a shell would tell it: 128 + n after a signal. */
  readonly exitCode: Promise<number>;
}

/**
 * Starts a program of the user's, on our own streams, such that its inspector can be opened whatever else is debugged.
 *
 * @throws the error of spawn when there is no such command.
 */
export async function startProgram([command, ...args]: readonly [string, ...string[]]): Promise<StartedProgram> {
  const before = process.env['NODE_OPTIONS'] ?? '';
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: `${before} --inspect-port=127.0.0.1:0`.trim() } });
  await once(child, 'spawn');
  const exitCode = once(child, 'exit').then(([code, signal]) => (code as number | null) ?? 128 + constants.signals[signal as NodeJS.Signals]);
  return { child, exitCode };
}

const POLL_MS = 10;

/** The first Node.js process at or below a pid, once it can be asked; npm and shells stand above the one that matters. */
export async function firstNode(root: number, timeoutMs: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const found = [root, ...childrenOf(root)].find(canBeAsked);
    if (found !== undefined) return found;
    await sleep(POLL_MS);
  }
  throw new DiagnosticsError('not-node', `the program started no Node.js process within ${timeoutMs} ms.`);
}

function canBeAsked(pid: number): boolean {
  try {
    return answersSignal(findTarget(pid));
  } catch {
    return false;
  }
}

function childrenOf(pid: number): number[] {
  const table = listProcesses();
  const below = (one: number): number[] => table.filter(({ ppid }) => ppid === one).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}
