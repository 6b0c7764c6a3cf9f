import { run } from '@childproof/core-spawn';
import type { PoolSettings } from '../pool/pool-settings.js';

/** Bytes of a worker's stderr that are kept for the history of a job. */
const KEPT_STDERR_BYTES = 16 * 1024;

export type WorkerProgram = ReturnType<typeof startProgram>;
export type WorkerExit = Awaited<WorkerProgram>;

/** Starts the program of one worker: node, with a channel, in a tree that can be ended as a whole. */
export function startProgram(file: string, settings: PoolSettings) {
  const { execArgv, env, output, stopGraceMs, spawner } = settings;
  return run(process.execPath, [...execArgv, file], {
    ipc: 'advanced',
    env,
    spawner,
    reject: false,
    stdout: output === 'inherit' ? 'inherit' : 'ignore',
    stderr: output === 'inherit' ? 'inherit' : 'pipe',
    maxOutputBytes: KEPT_STDERR_BYTES,
    onMaxOutput: 'keep-tail',
    killGraceMs: stopGraceMs,
  });
}
