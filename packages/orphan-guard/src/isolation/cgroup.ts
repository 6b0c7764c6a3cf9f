import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { isAlive, readProcess, type ProcessEntry } from '@childproof/internal';
import { isolationUnavailable } from './unavailable.js';
import { ownCgroup } from './own-cgroup.js';

/**
 * A cgroup (version 2) of this process and all that it spawns, which nobody unprivileged can leave; its `cgroup.kill` (Linux
 * 5.14) ends everything in it at once; see "cgroup.kill" in the kernel's Documentation/admin-guide/cgroup-v2.rst.
 */
export class Cgroup {
  readonly folder: string;
  readonly #outer: string;

  constructor(id: string) {
    this.#outer = ownCgroup();
    this.folder = `${this.#outer}/orphan-guard-${id}`;
    try {
      mkdirSync(this.folder);
    } catch (error) {
      throw isolationUnavailable(`no cgroup can be made in ${this.#outer} (${codeOf(error)}). It has to be delegated to this user; with systemd: systemd-run --user --scope -p Delegate=yes`, error);
    }
    try {
      if (!existsSync(`${this.folder}/cgroup.kill`)) throw isolationUnavailable('cgroup.kill is missing; it came with Linux 5.14');
      this.#move(process.pid, this.folder);
    } catch (error) {
      rmdirSync(this.folder);
      throw error;
    }
  }

  /** What carries the mark, and with it whoever is in the cgroup without: it has lifted its mark. */
  join(marked: readonly ProcessEntry[]): ProcessEntry[] {
    const known = new Set(marked.map(({ pid }) => pid));
    const others = this.#members().filter((pid) => !known.has(pid)).map((pid) => readProcess(pid));
    return [...marked, ...others.filter((entry) => entry !== undefined).filter(isAlive)];
  }

  /** Takes a process out: a watchdog, or one that is to survive. */
  release(pid: number): void {
    if (this.#members().includes(pid)) this.#move(pid, this.#outer);
  }

  /** Takes this process out; then it is empty and goes. */
  leave(): void {
    this.#move(process.pid, this.#outer);
    rmdirSync(this.folder);
  }

  #members(): number[] {
    return readFileSync(`${this.folder}/cgroup.procs`, 'latin1').split('\n').filter(Boolean).map(Number);
  }

  #move(pid: number, folder: string): void {
    try {
      writeFileSync(`${folder}/cgroup.procs`, String(pid));
    } catch (error) {
      if (codeOf(error) === 'ESRCH') return; // it has ended
      throw isolationUnavailable(`process ${pid} cannot be moved to ${folder} (${codeOf(error)}); its cgroup.procs has to be writable, and that of the cgroup around both`, error);
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
