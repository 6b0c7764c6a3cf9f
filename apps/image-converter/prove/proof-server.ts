import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProofLog } from './proof-log.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const MARK = 'IMAGE_CONVERTER_PROOF';

/** A server as an operator runs it, and what is to be known of it from outside. */
export class ProofServer {
  url = '';
  pid = 0;
  #child: ChildProcess | undefined;
  #isMeantToEnd = false;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: ProofLog;
  readonly #mark = randomUUID();

  constructor(env: NodeJS.ProcessEnv, log: ProofLog) {
    this.#env = { ...process.env, NODE_OPTIONS: '', ...env, [MARK]: this.#mark };
    this.#log = log;
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  async start(): Promise<void> {
    this.#isMeantToEnd = false;
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0'], { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.on('exit', (code, signal) => {
      this.#child = undefined;
      if (!this.#isMeantToEnd) this.#log.unexpectedExits.push(`server ${child.pid} ended by itself: ${signal ?? code}`);
    });
    const ready = new Promise<string>((resolve, reject) => {
      child.on('exit', () => reject(new Error('the server ended before it was ready')));
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#log.read(line);
        const url = /ready: (http[^\s"]+)/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    });
    this.url = await ready;
    this.pid = child.pid!;
    this.#child = child;
  }

  /** Ends it and sees that nothing of it is left. @returns Its exit. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<string> {
    const child = this.#child!;
    this.#isMeantToEnd = true;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code, killedBy] = (await exited) as [number | null, string | null];
    // What a killed server's guard has to end gets a moment for it.
    for (let tries = 0; tries < 200 && this.#left() > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 25));
    this.#log.orphans += this.#left();
    return killedBy ?? String(code);
  }

  get rssBytes(): number {
    try {
      return Number(readFileSync(`/proc/${this.pid}/statm`, 'latin1').split(' ')[1]) * 4_096;
    } catch {
      return 0;
    }
  }

  #left(): number {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(`${MARK}=${this.#mark}`)).length;
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // gone meanwhile, or a zombie
  }
}
