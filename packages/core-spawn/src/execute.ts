import type { Readable } from 'node:stream';
import type { Command } from './command.js';
import { announceEnd, announceStart } from './events.js';
import { feedInput } from './input/feed-input.js';
import type { Settings } from './options/settings.js';
import { collect, type Collected } from './output/collect.js';
import { drainPipes } from './output/drain-pipes.js';
import { processTree } from './platform/process-tree.js';
import { blameExit, type Conclusion, type Exit } from './result/conclude.js';
import { Verdict } from './result/verdict.js';
import { classifyStartError } from './spawn/classify-start-error.js';
import type { SpawnedProcess } from './spawn/spawner.js';
import { startProcess, type Started } from './spawn/start-process.js';
import { abortFailure, watchAbort } from './terminate/abort.js';
import { watchIdle } from './terminate/idle-timeout.js';
import { Termination } from './terminate/termination.js';
import { watchTimeout } from './terminate/timeout.js';

/** A run under way. */
export interface Execution {
  /** `undefined` when the program did not start. */
  readonly child: SpawnedProcess | undefined;
  readonly conclusion: Promise<Conclusion>;
  /** Ends the tree; settles when nobody is left. */
  terminate(graceMs?: number): Promise<void>;
}

/** What every step of one run shares. */
interface Context {
  readonly command: Command;
  readonly settings: Settings;
  readonly startedAt: number;
  readonly verdict: Verdict;
}

/** Runs one command from start to end; each step is a file of its own. */
export function execute(command: Command, settings: Settings): Execution {
  const context: Context = { command, settings, startedAt: performance.now(), verdict: new Verdict() };
  if (settings.signal?.aborted === true) {
    context.verdict.blame({ ...abortFailure(settings.signal), detail: 'was aborted before it started' });
    return neverStarted(Promise.resolve(finish(context, NOTHING_RAN)));
  }
  const start = startProcess(command, settings);
  return start.child === undefined ? neverStarted(explain(context, start.error)) : supervise(context, start);
}

const NOTHING_RAN = {
  exitCode: null,
  signal: null,
  stdout: undefined,
  stderr: undefined,
  truncated: false,
  pipeHeld: false,
  pid: undefined,
} as const;

function neverStarted(conclusion: Promise<Conclusion>): Execution {
  return { child: undefined, conclusion, terminate: () => Promise.resolve() };
}

async function explain(context: Context, startError: Promise<Error>): Promise<Conclusion> {
  const cause = await startError;
  const { reason, detail } = classifyStartError(cause, context.command, context.settings.cwd);
  context.verdict.blame({ reason, detail: `could not be started: ${detail}`, cause });
  return finish(context, NOTHING_RAN);
}

function supervise(context: Context, { child, pid, ownGroup }: Started): Execution {
  const { command, settings, verdict } = context;
  announceStart({ pid, file: command.file, args: command.args, cwd: settings.cwd });

  let hasExited = false;
  const tree = processTree({ child, pid, ownGroup, hasExited: () => hasExited }, settings.killTree);
  const termination = new Termination(tree, settings);
  const fail: Verdict['blame'] = (failure) => {
    const isFirst = verdict.blame(failure);
    if (isFirst) void termination.begin();
    return isFirst;
  };

  const idle = watchIdle(settings.idleTimeoutMs, fail);
  const watches = [idle, watchTimeout(settings.timeoutMs, fail), watchAbort(settings.signal, fail)];
  const input = feedInput(child.stdin, settings.input, fail);
  const collectFrom = (name: string, stream: Readable | null): Collected | undefined =>
    stream === null ? undefined : collect(name, stream, settings, { onData: () => idle?.touch(), onFailure: fail });
  const stdout = collectFrom('stdout', child.stdout);
  const stderr = collectFrom('stderr', child.stderr);

  async function toTheEnd(): Promise<Conclusion> {
    const exit = await exitOf(child);
    hasExited = true;
    for (const watch of watches) watch?.stop();
    input.stop();
    termination.lookNow();
    await termination.done;
    const pipeHeld = await drainPipes([child.stdout, child.stderr], settings.pipeDrainMs);
    blameExit(verdict, exit);
    const truncated = (stdout?.truncated ?? false) || (stderr?.truncated ?? false);
    return finish(context, { ...exit, pid, stdout: stdout?.take(), stderr: stderr?.take(), truncated, pipeHeld });
  }

  return { child, conclusion: toTheEnd(), terminate: (graceMs) => termination.begin(graceMs) };
}

function exitOf(child: SpawnedProcess): Promise<Exit> {
  return new Promise((resolve) => child.on('exit', (exitCode, signal) => resolve({ exitCode, signal })));
}

type Ending = Omit<Conclusion, 'command' | 'durationMs' | 'failure'>;

function finish({ command, startedAt, verdict }: Context, ending: Ending): Conclusion {
  const { failure } = verdict;
  const durationMs = performance.now() - startedAt;
  const { pid, exitCode, signal } = ending;
  announceEnd({ pid, file: command.file, args: command.args, reason: failure?.reason, exitCode, signal, durationMs });
  return { ...ending, command, durationMs, failure };
}
