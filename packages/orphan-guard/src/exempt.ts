import { isAlive, readProcess } from '@childproof/internal';
import { GuardError } from './errors/guard-error.js';
import type { Cgroup } from './isolation/cgroup.js';
import { carries } from './mark/mark.js';
import type { OwnMark } from './mark/put-on-mark.js';
import { badArgument, checkPid } from './options/check-pid.js';
import { Family } from './platform/family.js';
import { setMark } from './platform/linux/set-mark.js';
import type { GuardedProgram } from './spawner/guarded-program.js';

/** A process, by its pid or by what a spawn has given. */
export type Exemptable = number | { readonly pid?: number | undefined };

interface ExemptContext {
  readonly mark: OwnMark;
  readonly helper: string | undefined;
  /** `pid:start time` of who is exempted already. */
  readonly exempted: Set<string>;
  /** What guarded spawners have started, by pid. */
  readonly programs: ReadonlyMap<number, GuardedProgram>;
  readonly cgroup: Cgroup | undefined;
}

/**
 * Lifts the mark of a process and of its present descendants.
 *
 * The mark itself is the record, so nothing has to be told to the watchdog and nothing is forgotten when it is restarted.
 */
export function exemptProcess(target: Exemptable, { mark, helper, exempted, programs, cgroup }: ExemptContext): void {
  const pid = typeof target === 'object' ? (target as Exemptable & object | null)?.pid : target;
  checkPid('exempt', pid);
  if (pid === process.pid) throw badArgument('exempt', `${pid} is this process.`);
  const stat = readProcess(pid);
  const name = `${pid}:${stat?.startTime}`;
  if (stat !== undefined && exempted.has(name)) return;
  const program = programs.get(pid);
  // The helper that wraps a program carries no mark; what it wraps does.
  if (stat === undefined || !isAlive(stat) || (program === undefined && !carries(stat.softRssLimit, mark.prefix))) throw notOurs(pid);
  const family = new Family(pid);
  // Again until a look finds nobody: who was forked before its parent's mark was lifted carries it still.
  for (;;) {
    const marked = family.running().filter(({ softRssLimit }) => carries(softRssLimit, mark.prefix));
    if (marked.length === 0) break;
    const guarding = marked.find(({ softRssLimit }) => softRssLimit !== mark.value);
    if (guarding !== undefined) throw guardsItself(guarding.pid);
    for (const member of marked) {
      liftMark(member.pid, mark.replaced, helper);
      cgroup?.release(member.pid);
    }
  }
  program?.release();
  exempted.add(name);
}

function liftMark(pid: number, limit: string, helper: string | undefined): void {
  try {
    setMark(pid, limit, helper);
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
