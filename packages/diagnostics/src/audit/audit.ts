import { requireLinux } from '../platform/require-linux.js';
import { answersCheck, droppedCheck, exitCheck, exitCodeCheck, leftCheck, noStartCheck, secondSignalCheck, startCheck } from './checks.js';
import { gracefulRun } from './graceful-run.js';
import { gradeOf } from './grade.js';
import { killRun } from './kill-run.js';
import type { AuditOptions } from './options.js';
import type { AuditReport } from './report.js';
import { secondSignalRun } from './second-signal-run.js';
import { type Exit, ServerRun } from './server-run.js';

/**
 * Starts a server three times, and looks how it ends: in full flow, on a second signal, and by SIGKILL.
 *
 * @throws the error of spawn when there is no such command.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  requireLinux('audit');
  const command = [options.command, ...options.args];
  const first = await withServer(options, (run, port) => gracefulRun(run, port, options));
  if (first.result === undefined) {
    return { command, grade: 'F', checks: [noStartCheck(first.exit, options)], figures: {}, leftAfterExit: [], leftAfterKill: [], heldOpenBy: [], output: first.output };
  }
  const graceful = first.result;
  const second = await withServer(options, (run, port) => secondSignalRun(run, port, options.exitTimeoutMs));
  const third = await withServer(options, (run, port) => killRun(run, port, options));
  const leftAfterKill = third.result ?? [];
  const listeningMs = median([first, second, third].flatMap((one) => one.listeningMs ?? []));
  const checks = [
    startCheck(listeningMs),
    answersCheck(graceful, options),
    droppedCheck(graceful),
    exitCheck(graceful, options),
    exitCodeCheck(graceful),
    ...(graceful.exit === undefined ? [] : [leftCheck('nothing left after exit', graceful.left)]),
    ...(second.result === undefined ? [] : [secondSignalCheck(second.result)]),
    leftCheck('nothing left after SIGKILL', leftAfterKill),
  ];
  const { load, dropped, exitMs, exit, left, heldOpenBy } = graceful;
  return {
    command,
    grade: gradeOf(checks),
    checks,
    figures: {
      port: first.port!,
      listeningMs,
      load,
      dropped,
      ...(exitMs === undefined ? {} : { exitMs: Math.round(exitMs) }),
      exitCode: exit?.code ?? null,
      exitSignal: exit?.signal ?? null,
      ...(second.result?.outcome === 'ended' ? { secondSignalMs: Math.round(second.result.afterMs) } : {}),
    },
    leftAfterExit: left,
    leftAfterKill,
    heldOpenBy,
  };
}

interface Outcome<T> {
  readonly port?: number;
  readonly listeningMs?: number;
  /** Absent when the server did not come up. */
  readonly result?: T;
  /** Of a server that ended before it listened. */
  readonly exit?: Exit | undefined;
  readonly output: string;
}

/** Nothing of a run outlives it, whatever happens. */
async function withServer<T>(options: AuditOptions, use: (run: ServerRun, port: number) => Promise<T>): Promise<Outcome<T>> {
  const run = await ServerRun.start(options);
  try {
    const listening = await run.listening(options.startTimeoutMs);
    if (listening === undefined) return { exit: run.exit, output: run.output };
    const { port, afterMs } = listening;
    return { port, listeningMs: Math.round(afterMs), result: await use(run, port), output: run.output };
  } finally {
    await run.end();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
