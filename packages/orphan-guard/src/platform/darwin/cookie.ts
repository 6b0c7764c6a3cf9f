import { randomInt } from 'node:crypto';
import type { ProcessEntry } from '@childproof/internal';
import { listWithEnvironment, type WithEnvironment } from './ps-table.js';

/** Inherited by whoever is started with the environment of its parent. */
export const COOKIE = 'CHILDPROOF_GUARD';

/**
 * A number for each guard, the outer ones first: `4711/815/`. So what a nested guard guards carries the cookie of the outer one
 * too, as the beginning of its own.
 */
export function newCookie(outer = ''): string {
  return `${outer}${randomInt(2 ** 47)}/`;
}

/**
 * Who carries the cookie, descends from this process or from those, or is in a group that one of them leads.
 *
 * Who was once seen stays a member, named by pid and start time, when its parent has ended too.
 */
export class CookieFamily {
  readonly #needle: string;
  #seen = new Map<number, number>();

  constructor(cookie: string) {
    this.#needle = ` ${COOKIE}=${cookie}`;
  }

  running(): ProcessEntry[] {
    const table = listWithEnvironment();
    const members = closure(table, ({ pid, startTime, command }) => command.includes(this.#needle) || this.#seen.get(pid) === startTime);
    // ps itself is a child of this process.
    const running = table.filter(({ pid, command }) => members.has(pid) && pid !== process.pid && !/^\/bin\/ps -?axww/.test(command));
    this.#seen = new Map(running.map(({ pid, startTime }) => [pid, startTime]));
    return running;
  }
}

function closure(table: readonly WithEnvironment[], isFirst: (entry: WithEnvironment) => boolean): Set<number> {
  const self = process.pid;
  const members = new Set([self, ...table.filter(isFirst).map(({ pid }) => pid)]);
  for (let before = 0; before !== members.size; ) {
    before = members.size;
    for (const { pid, ppid, pgid } of table) {
      // The group of the guarded process itself may be a pipeline of the user's, with strangers in it.
      if (members.has(ppid) || (pgid !== self && members.has(pgid))) members.add(pid);
    }
  }
  return members;
}
