import type { ChildProcess } from 'node:child_process';
import { isAlive, readProcess } from '@childproof/internal';
import { GuardError } from './errors/guard-error.js';
import { carries } from './mark/mark.js';
import type { OwnMark } from './mark/put-on-mark.js';
import { badPid, checkPid } from './options/check-pid.js';
import { Family } from './platform/linux/family.js';
import { setMark } from './platform/linux/set-mark.js';

/**
 * Lifts the mark of a process and of its present descendants.
 *
 * The mark itself is the record, so nothing has to be told to the watchdog and nothing is forgotten when it is restarted.
 */
export function exemptProcess(target: ChildProcess | number, mark: OwnMark, exempted: Set<string>): void {
  const pid = typeof target === 'object' ? (target as ChildProcess | null)?.pid : target;
  checkPid('exempt', pid);
  if (pid === process.pid) throw badPid('exempt', `${pid} is this process.`);
  const stat = readProcess(pid);
  const name = `${pid}:${stat?.startTime}`;
  if (stat !== undefined && exempted.has(name)) return;
  if (stat === undefined || !isAlive(stat) || !carries(stat.softRssLimit, mark.prefix)) throw notOurs(pid);
  const family = new Family(pid);
  // Again until a look finds nobody: who was forked before its parent's mark was lifted carries it still.
  for (;;) {
    const marked = family.running().filter(({ softRssLimit }) => carries(softRssLimit, mark.prefix));
    if (marked.length === 0) break;
    const guarding = marked.find(({ softRssLimit }) => softRssLimit !== mark.value);
    if (guarding !== undefined) throw guardsItself(guarding.pid);
    for (const member of marked) liftMark(member.pid, mark.replaced);
  }
  exempted.add(name);
}

function liftMark(pid: number, limit: string): void {
  try {
    setMark(pid, limit);
  } catch (error) {
    if (readProcess(pid) !== undefined) throw error; // else it has ended meanwhile
  }
}

function notOurs(pid: number): GuardError {
  const message = `Process ${pid} cannot be exempted: it has ended, or does not carry the mark of this guard.`;
  return new GuardError('not-a-descendant', message);
}

/** Its mark names its own guard as well: lifted, that guard would find none of its processes any more. */
function guardsItself(pid: number): GuardError {
  const message = `Process ${pid} cannot be exempted: it belongs to a guard of its own. Exempt a program before it guards itself.`;
  return new GuardError('guards-itself', message);
}
