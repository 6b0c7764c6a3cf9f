import { spawnSync } from 'node:child_process';
import { GuardError } from '../../errors/guard-error.js';

/**
 * Sets the soft RLIMIT_RSS of a process, which Linux has ignored since 2.4.30; see getrlimit(2).
 *
 * Node has no call for it and a shell can limit only itself, so the native helper does it, or util-linux's prlimit(1).
 *
 * @throws GuardError `ERR_GUARD_PRLIMIT_MISSING` or `ERR_GUARD_MARK_REFUSED`.
 */
export function setMark(pid: number, limit: string, helper: string | undefined): void {
  if (helper !== undefined) return setByHelper(pid, limit, helper);
  const value = limit === UNLIMITED ? 'unlimited' : limit;
  const { error, status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--rss=${value}:`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error !== undefined) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw refused(pid, error.message, error);
    throw new GuardError('prlimit-missing', 'The program "prlimit" is not on PATH. It is part of util-linux; on Alpine: apk add util-linux-misc.', {
      cause: error,
    });
  }
  if (status !== 0) throw refused(pid, stderr.trim());
}

function setByHelper(pid: number, limit: string, helper: string): void {
  const { error, status, stderr } = spawnSync(helper, ['mark', String(pid), limit], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (error !== undefined) throw refused(pid, error.message, error);
  if (status !== 0) throw refused(pid, stderr.trim());
}

/** RLIM_INFINITY as the kernel prints it. */
const UNLIMITED = '18446744073709551615';

function refused(pid: number, detail: string, cause?: unknown): GuardError {
  return new GuardError('mark-refused', `The mark of process ${pid} could not be set: ${detail}`, { cause });
}
