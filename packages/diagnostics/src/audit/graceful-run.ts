import { setTimeout as sleep } from 'node:timers/promises';
import type { ActiveResource } from '../resources/resource.js';
import { askProcess } from '../why/ask-process.js';
import { Load } from './load.js';
import type { AuditOptions } from './options.js';
import type { Leftover, LoadFigures } from './report.js';
import type { Exit, ServerRun } from './server-run.js';

export interface GracefulResult {
  readonly load: LoadFigures;
  readonly dropped: number;
  /** `undefined` when it did not end in time. */
  readonly exitMs: number | undefined;
  readonly exit: Exit | undefined;
  /** Connections on which a server that should have ended went on answering. */
  readonly stillServing: number;
  readonly heldOpenBy: readonly ActiveResource[];
  readonly left: readonly Leftover[];
}

/** SIGTERM in full flow: the server is loaded, told to end, and watched until it has. */
export async function gracefulRun(run: ServerRun, port: number, options: AuditOptions): Promise<GracefulResult> {
  const load = new Load(port, options.path, options.connections);
  await sleep(options.loadMs);
  const figures = load.figures();
  const before = run.family();
  load.drain();
  run.signal('SIGTERM');
  const exitMs = await run.ends(options.exitTimeoutMs);
  const stillServing = exitMs === undefined ? load.open() : 0;
  const dropped = await settled(load);
  const heldOpenBy = exitMs === undefined ? await askWhy(run) : [];
  load.stop();
  const { exit } = run;
  if (exitMs === undefined) await run.end();
  return { load: figures, dropped, exitMs, exit, stillServing, heldOpenBy, left: await run.takeLeftovers(before) };
}

/** The last resets arrive a turn after the end of the process. */
async function settled(load: Load): Promise<number> {
  await sleep(50);
  return load.dropped();
}

async function askWhy(run: ServerRun): Promise<readonly ActiveResource[]> {
  for (const { pid } of [{ pid: run.pid }, ...run.family()]) {
    try {
      return (await askProcess(pid)).resources.filter(({ ref }) => ref);
    } catch {
      // not Node.js, or it cannot be asked; perhaps one of its children is
    }
  }
  return [];
}
