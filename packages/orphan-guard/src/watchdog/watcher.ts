import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { GuardError } from '../errors/guard-error.js';
import type { Cgroup } from '../isolation/cgroup.js';
import type { WatcherCommand, WatcherRole } from './commands.js';

export interface WatcherSettings {
  /** Of the guard, for those who listen to its events. */
  readonly id: string;
  readonly command: (role: WatcherRole) => WatcherCommand;
  readonly cgroup?: Cgroup | undefined;
}

/**
 * One process of a pair that waits for the end of this one, by the end of a pipe.
 *
 * The pipe of the second is held by the first as well: it ends when both have gone, in whatever order.
 */
export class Watcher {
  readonly child: ChildProcess;
  /** Settles when it ignores signals and reads. */
  readonly watching: Promise<void>;
  readonly #pipe: Socket;

  constructor(settings: WatcherSettings, second?: Watcher) {
    const [file, args, env] = settings.command(second === undefined ? 'second' : 'first');
    this.child = spawn(file, args, {
      stdio: ['pipe', 'pipe', 'ignore', ...(second === undefined ? [] : [second.#pipe])],
      detached: true,
      cwd: '/',
      env,
    });
    // The pipes of a child are sockets, though its type does not say so.
    this.#pipe = this.child.stdin as Socket;
    this.#pipe.on('error', () => {}); // it has ended: the exit event says so
    if (this.child.pid !== undefined) settings.cgroup?.release(this.child.pid);
    this.watching = watching(this.child, file);
    const release = (): void => this.#release();
    this.watching.then(release, release);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get hasEnded(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it, its work undone; settles when it has ended. */
  async quit(): Promise<void> {
    const ended = this.hasEnded ? undefined : once(this.child, 'exit');
    this.child.ref();
    this.#pipe.end('quit\n');
    await ended;
    this.#pipe.destroy();
  }

  /** It must never keep the program alive that it watches. */
  #release(): void {
    this.child.unref();
    this.#pipe.unref();
    (this.child.stdout as Socket).unref();
  }
}

function watching(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string, cause?: unknown): void =>
      reject(new GuardError('watchdog-failed', `The watchdog (${file}) could not be started: ${detail}`, { cause }));
    child.once('error', (error) => fail(error.message, error));
    child.once('exit', (code, signal) => fail(`it ended with ${code ?? signal}`));
    child.stdout!.once('data', () => resolve());
  });
}
