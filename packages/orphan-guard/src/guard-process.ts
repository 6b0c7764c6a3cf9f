import { isMainThread } from 'node:worker_threads';
import { GuardError } from './errors/guard-error.js';
import { openGuard, type Guard } from './guard.js';
import { resolveGuardOptions, type GuardOptions, type GuardSettings } from './options/guard-options.js';
import { openCookieGuard } from './platform/darwin/cookie-guard.js';
import { requireLinux } from './platform/require-linux.js';

/** Shared by both builds and every copy of this package in the process: two guards would mark it twice. */
const shared = globalThis as { [KEY]?: Promise<Guard> | undefined };
const KEY = Symbol.for('@childproof/orphan-guard:guard');

/**
 * From here on whatever any library spawns ends with this process, however it ends.
 *
 * Call it early and once: what was spawned before carries no mark, and `status().spawnedBefore` names it. The process is
 * marked before the call returns; the promise settles when the watchdogs are watching. A second call gives the same guard,
 * and its options are those of the first.
 *
 * @example
 * import { guardProcess } from '@childproof/orphan-guard';
 * await guardProcess({ graceMs: 2_000 });
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`, at once.
 * @throws GuardError as a rejection, with a `reason`, where this machine cannot guard: never silently weaker.
 */
export function guardProcess(options?: GuardOptions): Promise<Guard> {
  const settings = resolveGuardOptions(options);
  if (shared[KEY] !== undefined) return shared[KEY];
  const forget = (): void => void (shared[KEY] = undefined);
  const opening = open(settings, forget);
  shared[KEY] = opening;
  opening.catch(forget);
  return opening;
}

async function open(settings: GuardSettings, forget: () => void): Promise<Guard> {
  const isDarwin = process.platform === 'darwin';
  if (!isDarwin) requireLinux('guardProcess', 'Linux and macOS');
  if (isMainThread) return isDarwin ? openCookieGuard(settings, forget) : openGuard(settings, forget);
  const message = 'guardProcess() belongs into the main thread: there it guards the process, and so what worker threads spawn.';
  throw new GuardError('worker-thread', message);
}
