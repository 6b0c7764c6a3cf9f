import { spawnSync, type SpawnSyncReturns, type StdioOptions } from 'node:child_process';
import { createCommand } from '../command.js';
import { announceEnd } from '../events.js';
import type { RunOptions } from '../options/run-options.js';
import { resolveSettings, type Settings } from '../options/settings.js';
import { leadsOwnGroup } from '../platform/own-group.js';
import { sendSignal } from '../platform/send-signal.js';
import { blameExit, toResult, type Conclusion, type Exit } from '../result/conclude.js';
import type { RunResult } from '../result/result.js';
import { Verdict, type Failure } from '../result/verdict.js';
import { classifyStartError } from '../spawn/classify-start-error.js';
import { cutHead } from '../output/character-boundary.js';

/** Options of `runSync`: those of `run` that make sense while nothing else can happen. */
export interface RunSyncOptions
  extends Pick<
    RunOptions,
    'cwd' | 'env' | 'extendEnv' | 'stdin' | 'stdout' | 'stderr' | 'encoding' | 'maxOutputBytes' | 'timeoutMs' | 'killTree' | 'reject'
  > {
  readonly input?: string | Uint8Array | undefined;
}

const KNOWN = new Set<string>([
  'cwd', 'env', 'extendEnv', 'stdin', 'stdout', 'stderr', 'encoding', 'maxOutputBytes', 'timeoutMs', 'killTree', 'reject', 'input',
] satisfies (keyof RunSyncOptions)[]);

/**
 * Runs a program and blocks this whole thread until it has ended: for scripts and start-up, never for servers.
 *
 * Result and errors are those of `run`. At a limit it is SIGKILL at once, for nobody is there to wait for a grace
 * period: to the program, then to its process group.
 *
 * @throws ProcessError as `run`, unless `reject: false`.
 * @throws TypeError `ERR_UNKNOWN_OPTION`, `ERR_INVALID_OPTION` or `ERR_INVALID_COMMAND` when the call itself is wrong.
 * @example
 * const { stdout } = runSync('git', ['rev-parse', 'HEAD']);
 */
export function runSync(file: string, args?: readonly string[]): RunResult;
export function runSync<const O extends RunSyncOptions>(file: string, args: readonly string[] | undefined, options: O | undefined): RunResult<O>;
export function runSync<O extends RunSyncOptions>(file: string, args: readonly string[] = [], options?: O): RunResult<O> {
  const command = createCommand(file, args);
  refuseAsynchronous(options);
  const settings = resolveSettings(options);
  const startedAt = performance.now();
  const ownGroup = leadsOwnGroup(settings);
  const ended = start(command.file, command.args, settings, ownGroup);
  const verdict = new Verdict();
  const failure = limitPassed(ended, settings);
  if (failure !== undefined) {
    verdict.blame(failure);
    // spawnSync has ended and reaped the program; what it had started is still there.
    if (ownGroup && ended.pid > 0) sendSignal(-ended.pid, 'SIGKILL');
  } else if (ended.error !== undefined) {
    const { reason, detail } = classifyStartError(ended.error, command, settings.cwd);
    verdict.blame({ reason, detail: `could not be started: ${detail}`, cause: ended.error });
  }
  const hasRun = ended.error === undefined || failure !== undefined;
  const exit: Exit = hasRun ? { exitCode: ended.signal === null ? ended.status : null, signal: ended.signal } : { exitCode: null, signal: null };
  if (hasRun) blameExit(verdict, exit);
  const truncated = failure?.reason === 'max-output';
  const conclusion: Conclusion = {
    ...exit,
    pid: hasRun ? ended.pid : undefined,
    stdout: hasRun ? outputOf(ended.stdout, settings, truncated) : undefined,
    stderr: hasRun ? outputOf(ended.stderr, settings, truncated) : undefined,
    all: undefined,
    usage: undefined,
    truncated,
    pipeHeld: false,
    command,
    durationMs: performance.now() - startedAt,
    failure: verdict.failure,
    failedAt: verdict.failedAt,
  };
  const { pid, exitCode, signal, durationMs } = conclusion;
  announceEnd({ pid, file, args, reason: verdict.failure?.reason, exitCode, signal, durationMs });
  const result = toResult<O>(conclusion);
  if (!result.ok && settings.reject) throw result;
  return result as RunResult<O>;
}

type Ended = SpawnSyncReturns<Buffer>;

function start(file: string, args: readonly string[], settings: Settings, ownGroup: boolean): Ended {
  const { cwd, env, input, stdio, timeoutMs, maxOutputBytes } = settings;
  const detached = { detached: ownGroup }; // documented for spawn() only, and passed on by spawnSync() as well
  try {
    return spawnSync(file, args, {
      cwd,
      env,
      ...(input === undefined ? {} : { input: input as string | Uint8Array }),
      stdio: stdio as StdioOptions,
      timeout: timeoutMs === Infinity ? undefined : Math.ceil(timeoutMs),
      maxBuffer: maxOutputBytes,
      killSignal: 'SIGKILL',
      windowsHide: true,
      shell: false,
      ...detached,
    });
  } catch (error) {
    return { pid: 0, output: [], stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), status: null, signal: null, error: error as Error };
  }
}

function limitPassed({ error }: Ended, { timeoutMs, maxOutputBytes }: Settings): Failure | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return { reason: 'timeout', detail: `did not end within ${timeoutMs} ms` };
  if (code === 'ENOBUFS') return { reason: 'max-output', detail: `wrote more than ${maxOutputBytes} bytes to stdout or stderr` };
  return undefined;
}

function outputOf(bytes: Buffer | null, { encoding, maxOutputBytes }: Settings, truncated: boolean): string | Uint8Array | undefined {
  if (bytes === null) return undefined;
  const kept = bytes.subarray(0, maxOutputBytes);
  if (encoding === 'bytes') return kept;
  return (truncated ? cutHead(kept) : kept).toString('utf8');
}

function refuseAsynchronous(options: RunSyncOptions | undefined): void {
  const { input } = options ?? {};
  if (input !== undefined && typeof input !== 'string' && !(input instanceof Uint8Array)) {
    throw Object.assign(new TypeError('runSync: option "input" has to be a string or bytes.'), { code: 'ERR_INVALID_OPTION' });
  }
  const wrong = typeof options === 'object' ? Object.keys(options).find((key) => !KNOWN.has(key)) : undefined;
  if (wrong === undefined) return;
  resolveSettings({ [wrong]: undefined }); // an option that nobody knows: the nearest one is named
  throw Object.assign(new TypeError(`runSync: option "${wrong}" needs an event loop; use run().`), { code: 'ERR_UNKNOWN_OPTION' });
}
