import type { ProcessEntry } from '@childproof/internal';
import { GuardError } from '../../errors/guard-error.js';
import { announceGuarded, announceSwept } from '../../events.js';
import type { Guard } from '../../guard.js';
import { describe, listDescendants } from '../../list-descendants.js';
import type { GuardSettings } from '../../options/guard-options.js';
import { withParts } from '../../spawner/guard-parts.js';
import { terminate } from '../../terminate/terminate.js';
import { psWatcher } from '../../watchdog/commands.js';
import { Watchdog } from '../../watchdog/watchdog.js';
import { COOKIE, CookieFamily, newCookie } from './cookie.js';

/**
 * The guard where processes cannot be marked: by a cookie in the environment, by parent, and by process group.
 *
 * Weaker than the mark of Linux: who is started with another environment *and* has lost its parent is not found.
 */
export async function openCookieGuard(settings: GuardSettings, onDisposed: () => void): Promise<Guard> {
  refuseWhatIsMissing(settings);
  const outer = process.env[COOKIE];
  const cookie = newCookie(outer);
  const spawnedBefore = listDescendants(process.pid).filter(({ name }) => name !== 'ps').map(({ pid }) => pid);
  const watchdog = new Watchdog({ id: cookie, command: psWatcher(cookie, settings) });
  const restore = (): void => {
    if (outer === undefined) Reflect.deleteProperty(process.env, COOKIE);
    else process.env[COOKIE] = outer;
  };
  process.env[COOKIE] = cookie;
  try {
    await watchdog.start();
  } catch (error) {
    restore();
    throw error;
  }
  announceGuarded({ id: cookie, watchdogPids: watchdog.pids });
  let disposal: Promise<void> | undefined;
  const before = new Set(spawnedBefore);
  const family = new CookieFamily(cookie);
  const guarded = (): ProcessEntry[] => family.running().filter(({ pid }) => !watchdog.is(pid) && !before.has(pid));

  async function sweep(): Promise<void> {
    const found = guarded().length;
    await terminate(guarded, settings);
    announceSwept({ id: cookie, found });
  }

  async function dispose(): Promise<void> {
    await sweep();
    await watchdog.stop();
    restore();
    onDisposed();
  }

  const guard: Guard = {
    id: cookie,
    status: () => ({
      state: disposal !== undefined ? 'disposed' : watchdog.isWatching ? 'guarding' : 'restarting',
      watchdogPids: watchdog.pids,
      watchdogRestarts: watchdog.restarts,
      helper: undefined,
      helperUnusable: `there is none for ${process.platform}`,
      isolation: 'none',
      level: cookie.split('/').length - 1,
      spawnedBefore,
      otherUsersHidden: false,
    }),
    descendants: () => guarded().map(describe),
    sweep: () => disposal ?? sweep(),
    exempt() {
      throw new GuardError('unsupported-platform', `exempt() works on Linux only: on ${process.platform} a process cannot be taken out of its guard.`);
    },
    [Symbol.asyncDispose]: () => (disposal ??= dispose()),
  };
  return withParts(guard, { helper: undefined, ending: settings, follow() {} });
}

function refuseWhatIsMissing({ helper, isolation }: GuardSettings): void {
  if (helper === 'required') throw new GuardError('helper-unavailable', `The native helper is required, and there is none for ${process.platform}.`);
  if (isolation !== 'none') throw new GuardError('isolation-unavailable', `isolation "${isolation}" needs Linux; this is ${process.platform}.`);
}
