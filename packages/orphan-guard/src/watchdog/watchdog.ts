import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { backoffDelayMs } from '@childproof/internal';
import { GuardError } from '../errors/guard-error.js';
import { announceWatchdogLost } from '../events.js';
import { MARK_DIGITS, type Mark } from '../mark/mark.js';
import type { Ending } from '../options/ending-options.js';
import { readOwnProcess } from '../platform/linux/process-table.js';
import { WATCHDOG_SCRIPT } from './script.js';

type Shell = ChildProcessByStdio<Writable, Readable, null>;

const RESTART = { initialMs: 1, maxMs: 1_000, factor: 2, jitter: 0 };

/** A shell that outlives this process just long enough to end what carries its mark; started again when it ends. */
export class Watchdog {
  readonly #mark: Mark;
  readonly #ending: Ending;
  #shell: Shell | undefined;
  #stopped = false;
  #watching = false;
  #restarts = 0;
  /** Starts in a row that came to nothing. */
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mark: Mark, ending: Ending) {
    this.#mark = mark;
    this.#ending = ending;
  }

  get pid(): number | undefined {
    return this.#watching ? this.#shell?.pid : undefined;
  }

  /** True for the pid of the watchdog, also of one that is starting and still carries the mark. */
  is(pid: number): boolean {
    return pid === this.#shell?.pid;
  }

  get isWatching(): boolean {
    return this.#watching;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** @throws GuardError `ERR_GUARD_WATCHDOG_FAILED`. */
  async start(): Promise<void> {
    const shell = this.#spawn();
    await watching(shell);
    this.#adopt(shell);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const shell = this.#shell;
    this.#watching = false;
    if (shell?.exitCode !== null || shell.signalCode !== null) return;
    shell.ref();
    shell.stdin.end('quit\n');
    await once(shell, 'exit');
  }

  #spawn(): Shell {
    const { killSignal, graceMs } = this.#ending;
    const { prefix } = this.#mark;
    const own = [process.pid, readOwnProcess().startTime];
    const args = [prefix, MARK_DIGITS, constants.signals[killSignal], Math.ceil(graceMs / 10), ...own].map(String);
    // The script comes in by the environment, so that a process listing shows one short line.
    const shell = spawn('/bin/sh', ['-c', 'eval "$WATCHDOG"', 'orphan-guard-watchdog', ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', WATCHDOG: WATCHDOG_SCRIPT },
    });
    shell.stdin.on('error', () => {}); // it has ended: the exit event says so
    return shell;
  }

  #adopt(shell: Shell): void {
    this.#shell = shell;
    this.#watching = true;
    this.#failures = 0;
    release(shell);
    if (shell.exitCode !== null || shell.signalCode !== null) this.#lost(shell);
    else shell.once('exit', () => this.#lost(shell));
  }

  #lost({ exitCode, signalCode }: Shell): void {
    if (this.#stopped) return;
    this.#watching = false;
    announceWatchdogLost({ id: this.#mark.value, exitCode, signal: signalCode });
    void this.#restart();
  }

  async #restart(): Promise<void> {
    const shell = this.#spawn();
    this.#shell = shell;
    release(shell);
    this.#restarts++;
    try {
      await watching(shell);
      if (this.#stopped) return; // stop() has taken this one along
      this.#adopt(shell);
    } catch {
      if (this.#stopped) return;
      this.#failures++;
      this.#timer = setTimeout(() => void this.#restart(), backoffDelayMs(RESTART, this.#failures)).unref();
    }
  }
}

/** The watchdog must never keep the program alive that it watches. */
function release(shell: Shell): void {
  shell.unref();
  // The pipes of a child are sockets, though its type does not say so.
  for (const pipe of [shell.stdin, shell.stdout]) if (pipe instanceof Socket) pipe.unref();
}

/** Settles when the watchdog has said that it ignores signals and reads. */
function watching(shell: Shell): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string, cause?: unknown): void =>
      reject(new GuardError('watchdog-failed', `The watchdog (/bin/sh) could not be started: ${detail}`, { cause }));
    shell.once('error', (error) => fail(error.message, error));
    shell.once('exit', (code, signal) => fail(`it ended with ${code ?? signal}`));
    shell.stdout.once('data', () => resolve());
  });
}
