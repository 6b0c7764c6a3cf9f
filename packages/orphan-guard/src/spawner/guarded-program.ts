import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { constants } from 'node:os';
import type { Socket } from 'node:net';
import { getSystemErrorName } from 'node:util';
import type { Ending } from '../options/ending-options.js';
import type { GuardedProcess, GuardedSpawnRequest } from './guarded-spawner.js';

interface Wrapping extends GuardedSpawnRequest {
  readonly helper: string;
  /** Of the program, found already. */
  readonly path: string;
  readonly ending: Ending;
}

/**
 * A program whose parent is the native helper.
 *
 * A socket beside its stdio connects the helper with this process: the exit comes by it at once, also when the helper stays
 * for what the program has left behind, and its end tells the helper that this process has died.
 */
export class GuardedProgram extends EventEmitter implements GuardedProcess {
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  readonly #helper: ChildProcess;
  /** Missing when node had no descriptors for the start: the error tells. */
  readonly #control: Socket | undefined;
  #isReleased = false;

  constructor({ helper, path, file, args, cwd, env, stdio = ['pipe', 'pipe', 'pipe'], ownGroup, serialization, ending }: Wrapping) {
    super();
    const own = [stdio.length, process.pid, constants.signals[ending.killSignal], Math.ceil(ending.graceMs)].map(String);
    const child = spawn(helper, ['run', ...own, path, file, ...args], {
      cwd,
      env,
      stdio: [...stdio, 'pipe'] as StdioOptions,
      detached: ownGroup,
      serialization,
    });
    this.#helper = child;
    this.#control = (child.stdio as ChildProcess['stdio'] | undefined)?.[stdio.length] as Socket | undefined;
    if (this.#control !== undefined) this.#followReports(this.#control);
    for (const event of ['error', 'message', 'disconnect']) child.on(event, (value: unknown) => void this.emit(event, value));
  }

  get pid(): number | undefined {
    return this.#helper.pid;
  }

  get stdin(): ChildProcess['stdin'] {
    return this.#helper.stdin ?? null;
  }

  get stdout(): ChildProcess['stdout'] {
    return this.#helper.stdout ?? null;
  }

  get stderr(): ChildProcess['stderr'] {
    return this.#helper.stderr ?? null;
  }

  get connected(): boolean {
    return this.#helper.connected;
  }

  /** The helper sends signals on; SIGKILL would end the helper alone, so that one is an order. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    if (this.#hasReported) return false;
    return signal === 'SIGKILL' ? this.#order('kill') : this.#helper.kill(signal);
  }

  send(message: unknown, callback?: (error: Error | null) => void): boolean {
    return this.#helper.send(message as string, callback);
  }

  disconnect(): void {
    this.#helper.disconnect();
  }

  /** Ends whoever is left of it; settles when the helper has found nobody. */
  async end(): Promise<void> {
    if (this.#isReleased || this.#hasEnded || !this.#order('end')) return;
    const ended = once(this.#helper, 'exit');
    this.#helper.ref();
    await ended;
  }

  /** What is left of it may survive this process. */
  release(): void {
    this.#isReleased = this.#order('release');
  }

  get #hasReported(): boolean {
    return this.exitCode !== null || this.signalCode !== null;
  }

  get #hasEnded(): boolean {
    return this.#helper.pid === undefined || this.#helper.exitCode !== null || this.#helper.signalCode !== null;
  }

  #order(word: string): boolean {
    if (this.#control?.writable !== true) return false;
    this.#control.write(`${word}\n`);
    return true;
  }

  #followReports(control: Socket): void {
    let text = '';
    control.on('error', () => {}); // it has ended: its exit says so
    control.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      const [, word, value] = /^(\w+) (\d+)\n/.exec(text) ?? [];
      if (word === 'exit') this.#report(Number(value), null);
      else if (word === 'signal') this.#report(null, nameOfSignal(Number(value)));
      else if (word === 'failed') this.#fail(Number(value));
    });
    // Nothing but its own end is known of the program when the helper was killed.
    const lost = (): void => this.#report(this.#helper.exitCode, this.#helper.signalCode);
    this.#helper.once('exit', () => {
      this.emit('gone');
      if (control.closed) lost();
      else control.once('close', lost);
    });
  }

  #report(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#hasReported) return;
    this.exitCode = code;
    this.signalCode = signal;
    // What it leaves behind does not keep this process alive.
    this.#helper.unref();
    this.#control?.unref();
    this.emit('exit', code, signal);
  }

  /** The file was there when it was looked up; its interpreter was not, or it has gone since. */
  #fail(errno: number): void {
    const code = getSystemErrorName(-errno);
    const error = Object.assign(new Error(`spawn ${this.#helper.spawnargs[5]} ${code}`), { code, errno: -errno, syscall: 'spawn' });
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}

function nameOfSignal(number: number): NodeJS.Signals {
  const [name] = Object.entries(constants.signals).find(([, value]) => value === number) ?? ['SIGKILL'];
  return name as NodeJS.Signals;
}
