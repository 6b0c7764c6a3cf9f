import { isAlive, listProcesses, type ProcessEntry } from '@childproof/internal';
import type { ProcessTree, RootProcess } from './process-tree.js';
import { sendSignal } from './send-signal.js';

/**
 * The program and its descendants, read from /proc.
 *
 * A process belongs to the tree when a member is its parent, or when it is in the session or the group that the program
 * leads. Who was once seen stays a member, named by pid and start time, even if its parent ends and init adopts it: so
 * one scan before the first signal keeps hold of the whole tree, and a reused pid is never mistaken for a member.
 */
export class LinuxProcessTree implements ProcessTree {
  readonly #root: RootProcess;
  /** pid → start time. */
  readonly #members = new Map<number, number>();
  /** Nobody was left once: the root's pid, and with it the session's and group's number, may be a stranger's now. */
  #gone = false;

  constructor(root: RootProcess) {
    this.#root = root;
  }

  signal(signal: NodeJS.Signals): void {
    for (const { pid } of this.#scan()) sendSignal(pid, signal);
    // The group once more as a whole: that reaches also who was forked while the scan ran.
    if (this.#root.ownGroup && !this.#gone) sendSignal(-this.#root.pid, signal);
  }

  hasSurvivors(): boolean {
    return this.#scan().length > 0;
  }

  #scan(): readonly ProcessEntry[] {
    if (this.#gone) return [];
    const table = listProcesses();
    const present = this.#knownMembers(table);
    for (let before = -1; before !== present.size; ) {
      before = present.size;
      for (const entry of table) if (!present.has(entry.pid) && this.#belongs(entry, present)) present.set(entry.pid, entry);
    }
    this.#members.clear();
    for (const { pid, startTime } of present.values()) this.#members.set(pid, startTime);
    const running = [...present.values()].filter(isAlive);
    if (running.length === 0 && this.#root.hasExited()) this.#gone = true;
    return running;
  }

  #knownMembers(table: readonly ProcessEntry[]): Map<number, ProcessEntry> {
    const known = table.filter(({ pid, startTime }) =>
      pid === this.#root.pid ? !this.#root.hasExited() : this.#members.get(pid) === startTime,
    );
    return new Map(known.map((entry) => [entry.pid, entry]));
  }

  #belongs(entry: ProcessEntry, present: ReadonlyMap<number, ProcessEntry>): boolean {
    if (present.has(entry.ppid)) return true;
    return this.#root.ownGroup && (entry.session === this.#root.pid || entry.pgid === this.#root.pid);
  }
}
