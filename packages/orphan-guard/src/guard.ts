import type { ChildProcess } from 'node:child_process';
import type { ProcessEntry } from '@childproof/internal';
import { announceGuarded, announceSwept } from './events.js';
import { exemptProcess } from './exempt.js';
import { describe, listDescendants, type DescendantProcess } from './list-descendants.js';
import { putOnMark, type OwnMark } from './mark/put-on-mark.js';
import type { Ending } from './options/ending-options.js';
import { markedProcesses } from './platform/linux/marked-processes.js';
import { hidesOtherUsers } from './platform/linux/process-table.js';
import { setMark } from './platform/linux/set-mark.js';
import { terminate } from './terminate/terminate.js';
import { Watchdog } from './watchdog/watchdog.js';

export interface GuardStatus {
  /** `restarting`: the watchdog has ended, and another one is on its way; until then a SIGKILL sets descendants free. */
  readonly state: 'guarding' | 'restarting' | 'disposed';
  readonly watchdogPid: number | undefined;
  /** How often the watchdog had to be started again. */
  readonly watchdogRestarts: number;
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
  exempt(process: ChildProcess | number): void;
  /** Ends all guarded processes, then the guard; whatever is spawned afterwards is not guarded. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Marks the process, synchronously, and starts the watchdog. */
export async function openGuard(ending: Ending, onDisposed: () => void): Promise<Guard> {
  const spawnedBefore = listDescendants(process.pid).map(({ pid }) => pid);
  const mark = putOnMark();
  const watchdog = new Watchdog(mark, ending);
  try {
    await watchdog.start();
  } catch (error) {
    setMark(process.pid, mark.replaced);
    throw error;
  }
  announceGuarded({ id: mark.value, watchdogPid: watchdog.pid! });
  return createGuard({ mark, watchdog, ending, spawnedBefore, onDisposed });
}

interface Parts {
  readonly mark: OwnMark;
  readonly watchdog: Watchdog;
  readonly ending: Ending;
  readonly spawnedBefore: readonly number[];
  readonly onDisposed: () => void;
}

function createGuard({ mark, watchdog, ending, spawnedBefore, onDisposed }: Parts): Guard {
  const exempted = new Set<string>();
  let disposal: Promise<void> | undefined;

  const guarded = (): ProcessEntry[] => markedProcesses(mark.prefix).filter(({ pid }) => pid !== process.pid && !watchdog.is(pid));

  async function sweep(): Promise<void> {
    const found = guarded().length;
    await terminate(guarded, ending);
    announceSwept({ id: mark.value, found });
  }

  async function dispose(): Promise<void> {
    await sweep();
    await watchdog.stop();
    setMark(process.pid, mark.replaced);
    onDisposed();
  }

  return {
    id: mark.value,
    status: () => ({
      state: disposal !== undefined ? 'disposed' : watchdog.isWatching ? 'guarding' : 'restarting',
      watchdogPid: watchdog.pid,
      watchdogRestarts: watchdog.restarts,
      level: mark.level,
      spawnedBefore,
      otherUsersHidden: hidesOtherUsers(),
    }),
    descendants: () => guarded().map(describe),
    sweep: () => disposal ?? sweep(),
    exempt: (target) => exemptProcess(target, mark, exempted),
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  };
}
