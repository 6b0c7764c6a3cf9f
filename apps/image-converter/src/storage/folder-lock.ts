import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../exit-codes.js';

/**
 * Keeps a second server away from an embedded database, which two processes would destroy.
 *
 * The lock names its owner by pid and start time, so that one left behind by a killed server is recognised as stale.
 *
 * @returns A function that releases the lock.
 * @throws StartError exit code 71 when another server that is alive has it.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'server.lock');
  for (;;) {
    try {
      writeFileSync(path, identity(process.pid) ?? '', { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = readFileSync(path, 'utf8');
      const pid = Number.parseInt(owner, 10);
      if (identity(pid) === owner) {
        throw new StartError('config', `the data folder ${folder} is in use by process ${pid}; stop it, or set DATA_DIR to another`);
      }
      rmSync(path, { force: true });
    }
  }
}

/** Pid and, where /proc tells, start time; `undefined` when there is no such process. */
function identity(pid: number): string | undefined {
  if (!(pid > 0)) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return `${pid}`;
  }
}
