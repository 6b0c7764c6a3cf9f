import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { REPORT_SIGNAL } from '../platform/report-signal.js';
import { READY_FD, type ReadyMessage, WHY_VARIABLE, type WhyRequest } from './request.js';

export interface WhyOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly json: boolean;
  /** Report once when this many milliseconds have passed. */
  readonly afterMs?: number;
}

const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1'];
/** A terminal sends these to the program as well, for which a second one may mean "at once". */
const SENT_BY_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a program with the preload and passes on every request for a report; resolves with the exit code to use.
 *
 * @throws Error with the code of `spawn`, such as `ENOENT`, when the command cannot be started.
 */
export async function runWithReports({ command, args, json, afterMs }: WhyOptions): Promise<number> {
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], env: environment(json) });
  let wanted = false;
  let pid: number | undefined;
  // A program that is not ready yet would die of the signal: until then the request is only noted.
  const ask = (): void => {
    if (pid === undefined) wanted = true;
    else if (REPORT_SIGNAL !== undefined) signal(pid, REPORT_SIGNAL);
  };
  child.stdio[READY_FD]?.once('data', (data) => {
    ({ pid } = JSON.parse(String(data)) as ReadyMessage);
    if (wanted) ask();
  });
  (child.stdio[READY_FD] as Readable).on('error', () => {});
  const listeners: [NodeJS.Signals, () => unknown][] = [
    ...FORWARDED.map((name) => [name, () => void child.kill(name)] as [NodeJS.Signals, () => void]),
    ...SENT_BY_TERMINAL.map((name) => [name, () => isatty(0) || child.kill(name)] as [NodeJS.Signals, () => unknown]),
  ];
  if (REPORT_SIGNAL !== undefined) listeners.push([REPORT_SIGNAL, ask]);
  for (const [name, listener] of listeners) process.on(name, listener);
  const timer = afterMs === undefined ? undefined : setTimeout(ask, afterMs);
  try {
    const [code, name] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (name === null ? 0 : constants.signals[name]);
  } finally {
    clearTimeout(timer);
    for (const [name, listener] of listeners) process.off(name, listener);
    (child.stdio[READY_FD] as Readable).destroy();
  }
}

function environment(json: boolean): NodeJS.ProcessEnv {
  const before = process.env['NODE_OPTIONS'];
  const preload = `--import=${new URL('register.js', import.meta.url).href}`;
  const request: WhyRequest = before === undefined ? { json } : { json, nodeOptions: before };
  return {
    ...process.env,
    NODE_OPTIONS: before === undefined || before === '' ? preload : `${preload} ${before}`,
    [WHY_VARIABLE]: JSON.stringify(request),
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended meanwhile
  }
}
