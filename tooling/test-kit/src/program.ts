import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run this instead of node; `file` is then its first argument unless empty. */
  readonly command?: string;
  /** Open an IPC channel. Default false. */
  readonly ipc?: boolean;
}

export interface ProgramExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real program under test, with what it has said so far. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Settles when the program has ended and its output is complete. */
  readonly exited: Promise<ProgramExit>;
  /** Waits for a match in what it has printed; rejects, with the output, if it ends without. */
  waitForOutput(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal?: NodeJS.Signals): void;
}

/**
 * Starts a fixture program and makes sure that it does not outlive the test.
 *
 * Runs on `TEST_NODE` where that names another node, so that one suite covers every Node version.
 */
export function startProgram(file: string | URL, options: ProgramOptions = {}): Program {
  const path = file instanceof URL ? decodeURIComponent(file.pathname) : file;
  const command = options.command ?? process.env['TEST_NODE'] ?? process.execPath;
  const argv = [...(options.nodeArgs ?? []), ...(path === '' ? [] : [path]), ...(options.args ?? [])];
  const child = spawn(command, argv, {
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    stdio: options.ipc === true ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const exited = once(child, 'close').then(([code, signal]: unknown[]): ProgramExit => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  exited.catch(() => {}); // a failed start rejects; the waiter that matters reports it
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited.catch(() => {});
  });
  return {
    child,
    pid: child.pid ?? -1,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    exited,
    waitForOutput: (pattern) => waitForOutput(child, output, exited, pattern),
    kill: (signal = 'SIGTERM') => void child.kill(signal),
  };
}

function waitForOutput(
  child: ChildProcess,
  output: { readonly stdout: string; readonly stderr: string },
  exited: Promise<ProgramExit>,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = withResolvers<RegExpExecArray>();
  const look = (): void => {
    const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
    if (match !== null) resolve(match);
  };
  const report = (): string => `\nstdout: ${output.stdout}\nstderr: ${output.stderr}`;
  child.stdout!.on('data', look);
  child.stderr!.on('data', look);
  look();
  exited.then(
    ({ code, signal }) => reject(new Error(`ended (${code ?? signal}) without printing ${pattern}${report()}`)),
    reject,
  );
  return promise;
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => ((resolve = onResolve), (reject = onReject)));
  return { promise, resolve, reject };
}
