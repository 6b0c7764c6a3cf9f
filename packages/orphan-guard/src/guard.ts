import type { ProcessEntry } from '@childproof/internal';
import { announceGuarded, announceSwept } from './events.js';
import { exemptProcess, type Exemptable } from './exempt.js';
import { chooseHelper, type ChosenHelper } from './helper/choose-helper.js';
import { sweepByHelper } from './helper/sweep-by-helper.js';
import { describe, listDescendants, type DescendantProcess } from './list-descendants.js';
import { isolate } from './isolation/isolate.js';
import type { Cgroup } from './isolation/cgroup.js';
import { putOnMark, type OwnMark } from './mark/put-on-mark.js';
import type { GuardSettings, Isolation } from './options/guard-options.js';
import { markedProcesses } from './platform/linux/marked-processes.js';
import { hidesOtherUsers } from './platform/linux/process-table.js';
import { setMark } from './platform/linux/set-mark.js';
import { withParts } from './spawner/guard-parts.js';
import type { GuardedProgram } from './spawner/guarded-program.js';
import { terminate } from './terminate/terminate.js';
import { helperWatcher, shellWatcher } from './watchdog/commands.js';
import { Watchdog } from './watchdog/watchdog.js';

export interface GuardStatus {
  /** `restarting`: one of the two watchdogs has ended, and a new pair is on its way; if the other ended too now, nobody would watch. */
  readonly state: 'guarding' | 'restarting' | 'disposed';
  /** Two; fewer while restarting. */
  readonly watchdogPids: readonly number[];
  /** How often a watchdog had to be started again. */
  readonly watchdogRestarts: number;
  /** Path of the native helper, or `undefined` where shells do its work: then a process that forks and exits every few milliseconds can slip away. */
  readonly helper: string | undefined;
  /** Why the helper is not used. */
  readonly helperUnusable: string | undefined;
  readonly isolation: Isolation;
  /** 1 for a guard that is in no other. */
  readonly level: number;
  /** Children that were running before the guard: they carry no mark and are not guarded. */
  readonly spawnedBefore: readonly number[];
  /** /proc hides other users' processes: a descendant that changed its user is not seen and survives. */
  readonly otherUsersHidden: boolean;
}

/** The guard of this process; `await guardProcess()` gives it. */
export interface Guard extends AsyncDisposable {
  /** The mark that every guarded process carries as its soft RLIMIT_RSS. */
  readonly id: string;
  status(): GuardStatus;
  /** Every guarded process that is running, also one whose parents have all ended. */
  descendants(): DescendantProcess[];
  /** Ends all of them now, as the watchdog would; settles when nobody is left. */
  sweep(): Promise<void>;
  /**
   * Lets a process and its present descendants survive this one, and what they will start.
   *
   * Its mark is lifted, to what it was outside this guard: an outer guard still ends it. A second call changes nothing.
   *
   * @throws GuardError `ERR_GUARD_NOT_A_DESCENDANT` when the process carries no mark of this guard or has ended,
   * `ERR_GUARD_GUARDS_ITSELF` when it or a descendant of it has a guard of its own.
   */
  exempt(process: Exemptable): void;
  /** Ends all guarded processes, then the guard; whatever is spawned afterwards is not guarded. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Marks the process, synchronously, and starts the watchdogs. */
export async function openGuard(settings: GuardSettings, onDisposed: () => void): Promise<Guard> {
  const spawnedBefore = listDescendants(process.pid).map(({ pid }) => pid);
  const chosen = chooseHelper(settings.helper);
  const { helper } = chosen;
  const mark = putOnMark(helper);
  let cgroup: Cgroup | undefined;
  try {
    cgroup = isolate(settings.isolation, mark.value);
    const marked = { mark, ending: settings, cgroup };
    const command = helper === undefined ? shellWatcher(marked) : helperWatcher(helper, marked);
    const watchdog = new Watchdog({ id: mark.value, command, cgroup });
    await watchdog.start();
    announceGuarded({ id: mark.value, watchdogPids: watchdog.pids });
    return createGuard({ mark, watchdog, settings, chosen, cgroup, spawnedBefore, onDisposed });
  } catch (error) {
    cgroup?.leave();
    setMark(process.pid, mark.replaced, helper);
    throw error;
  }
}

interface Parts {
  readonly mark: OwnMark;
  readonly watchdog: Watchdog;
  readonly settings: GuardSettings;
  readonly chosen: ChosenHelper;
  readonly cgroup: Cgroup | undefined;
  readonly spawnedBefore: readonly number[];
  readonly onDisposed: () => void;
}

function createGuard({ mark, watchdog, settings, chosen, cgroup, spawnedBefore, onDisposed }: Parts): Guard {
  const { helper, unusable } = chosen;
  const exempted = new Set<string>();
  const programs = new Map<number, GuardedProgram>();
  let disposal: Promise<void> | undefined;

  const isGuarded = ({ pid }: ProcessEntry): boolean => pid !== process.pid && !watchdog.is(pid) && !programs.has(pid);
  const guarded = (): ProcessEntry[] => {
    const marked = markedProcesses(mark.prefix);
    return (cgroup === undefined ? marked : cgroup.join(marked)).filter(isGuarded);
  };

  async function sweep(): Promise<void> {
    const found = guarded().length;
    if (helper !== undefined) await sweepByHelper(helper, mark.prefix, settings);
    // Also after the helper: it says by who is left whether it could do its work.
    await terminate(guarded, settings);
    await Promise.all([...programs.values()].map((program) => program.end()));
    announceSwept({ id: mark.value, found });
  }

  async function dispose(): Promise<void> {
    await sweep();
    await watchdog.stop();
    cgroup?.leave();
    setMark(process.pid, mark.replaced, helper);
    onDisposed();
  }

  function follow(program: GuardedProgram): void {
    const { pid } = program;
    if (pid === undefined) return;
    programs.set(pid, program);
    program.once('gone', () => programs.delete(pid));
  }

  const guard: Guard = {
    id: mark.value,
    status: () => ({
      state: disposal !== undefined ? 'disposed' : watchdog.isWatching ? 'guarding' : 'restarting',
      watchdogPids: watchdog.pids,
      watchdogRestarts: watchdog.restarts,
      helper,
      helperUnusable: unusable,
      isolation: settings.isolation,
      level: mark.level,
      spawnedBefore,
      otherUsersHidden: hidesOtherUsers(),
    }),
    descendants: () => guarded().map(describe),
    sweep: () => disposal ?? sweep(),
    exempt: (target) => exemptProcess(target, { mark, helper, exempted, programs, cgroup }),
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  };
  return withParts(guard, { helper, ending: settings, follow });
}
