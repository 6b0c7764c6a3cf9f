import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessEntry, readProcess } from '@childproof/internal';
import { listeners } from '../platform/linux/socket-table.js';
import { endAll, familyOf, leftovers, MARK } from './family.js';
import { freePort } from './free-port.js';
import type { AuditOptions } from './options.js';
import type { Leftover } from './report.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const POLL_MS = 5;
const OUTPUT_CHARACTERS = 4_000;
/** What a dying server still ends itself is not left behind. */
const LEFTOVER_GRACE_MS = 500;

/** One start of the audited server, to its end. */
export class ServerRun {
  readonly exited: Promise<Exit>;
  exit: Exit | undefined;
  output = '';
  readonly #child: ChildProcess;
  readonly #mark: string;
  readonly #startedAt = performance.now();
  readonly #wantedPort: number;
  #entry: ProcessEntry | undefined;
  /** Should the audit itself be ended, nothing of the server stays behind. */
  readonly #onExit = (): void => endAll([...(this.exit === undefined ? [{ pid: this.pid }] : []), ...this.family()]);

  private constructor(child: ChildProcess, mark: string, port: number) {
    this.#child = child;
    this.#mark = mark;
    this.#wantedPort = port;
    this.#entry = readProcess(child.pid!);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output = (this.output + text).slice(-OUTPUT_CHARACTERS)));
    }
    process.on('exit', this.#onExit);
    this.exited = once(child, 'exit').then(([code, signal]) => (this.exit = { code: code as number | null, signal: signal as NodeJS.Signals | null }));
  }

  /** @throws the error of spawn when there is no such command. */
  static async start({ command, args }: AuditOptions): Promise<ServerRun> {
    const port = await freePort();
    const mark = randomUUID();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PORT: String(port), [MARK]: mark } });
    await once(child, 'spawn');
    return new ServerRun(child, mark, port);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The port and the milliseconds until it listened; `undefined` when it ended before, or did not in time. */
  async listening(timeoutMs: number): Promise<{ readonly port: number; readonly afterMs: number } | undefined> {
    const deadline = this.#startedAt + timeoutMs;
    while (this.exit === undefined && performance.now() < deadline) {
      const ports = familyOf(this.#mark, this.pid).flatMap(({ pid }) => portsOf(pid));
      const port = ports.find((one) => one === this.#wantedPort) ?? ports[0];
      if (port !== undefined) return { port, afterMs: performance.now() - this.#startedAt };
      await sleep(POLL_MS);
    }
    return undefined;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Milliseconds until it has ended, from now; `undefined` when it has not by then. */
  async ends(timeoutMs: number): Promise<number | undefined> {
    const from = performance.now();
    const timer = new AbortController();
    const ended = await Promise.race([this.exited.then(() => true), sleep(timeoutMs, false, { signal: timer.signal }).catch(() => false)]);
    timer.abort();
    return ended ? performance.now() - from : undefined;
  }

  family(): readonly ProcessEntry[] {
    return familyOf(this.#mark, this.pid);
  }

  /** What outlives the server, which has ended; it is ended too, for it must not outlive the audit. */
  async takeLeftovers(before: readonly ProcessEntry[]): Promise<readonly Leftover[]> {
    const look = (): Leftover[] => (this.#entry === undefined ? [] : leftovers(this.#mark, this.#entry, before));
    const deadline = performance.now() + LEFTOVER_GRACE_MS;
    while (look().length > 0 && performance.now() < deadline) await sleep(POLL_MS);
    const left = look();
    endAll(left);
    return left;
  }

  /** Whatever is still there. */
  async end(): Promise<void> {
    endAll([...(this.exit === undefined ? [{ pid: this.pid }] : []), ...this.family()]);
    await this.exited;
    endAll(this.family());
    process.off('exit', this.#onExit);
    this.#child.stdout!.destroy();
    this.#child.stderr!.destroy();
  }
}

function portsOf(pid: number): number[] {
  try {
    return listeners(pid).map(({ localPort }) => localPort);
  } catch {
    return []; // gone meanwhile
  }
}
