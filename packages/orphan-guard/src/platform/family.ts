import type { ProcessEntry } from '@childproof/internal';
import { listRunning, readRunning } from './process-table.js';

/**
 * A process with its descendants, found by parent pid.
 *
 * Who was once seen stays a member, named by pid and start time, even when its parent ends and init adopts it; a reused
 * pid is never mistaken for a member.
 */
export class Family {
  /** pid → start time. */
  #members: Map<number, number>;

  constructor(root: number) {
    const stat = readRunning(root);
    this.#members = new Map(stat === undefined ? [] : [[root, stat.startTime]]);
  }

  /** The members that are running now, parents before their children. */
  running(): ProcessEntry[] {
    const table = listRunning();
    const present = new Map<number, ProcessEntry>();
    for (const stat of table) if (this.#members.get(stat.pid) === stat.startTime) present.set(stat.pid, stat);
    for (let before = -1; before !== present.size; ) {
      before = present.size;
      for (const stat of table) if (!present.has(stat.pid) && isChild(stat, present.get(stat.ppid))) present.set(stat.pid, stat);
    }
    this.#members = new Map([...present.values()].map(({ pid, startTime }) => [pid, startTime]));
    return [...present.values()];
  }
}

/** Windows keeps the parent's pid when the parent has gone: a "parent" that is younger is a stranger with its pid. */
function isChild({ startTime }: ProcessEntry, parent: ProcessEntry | undefined): boolean {
  return parent !== undefined && parent.startTime <= startTime;
}
