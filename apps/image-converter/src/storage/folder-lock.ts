import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../exit-codes.js';
import { processIdentity } from './process-identity.js';

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
  // Linked into place with its content: a lock is never seen empty, and so never taken for a stale one.
  const own = join(folder, `server.lock.${process.pid}`);
  writeFileSync(own, processIdentity(process.pid) ?? '');
  try {
    while (!isLinked(own, path)) {
      const owner = readLock(path);
      if (owner === undefined) continue; // released meanwhile
      const pid = Number.parseInt(owner, 10);
      if (processIdentity(pid) === owner) {
        throw new StartError('config', `the data folder ${folder} is in use by process ${pid}; stop it, or set DATA_DIR to another`);
      }
      removeStale(path, owner);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Between look and removal another server may have put its own lock there: that one is put back. */
function removeStale(path: string, staleOwner: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return; // another server has removed it
  }
  if (readLock(aside) !== staleOwner) isLinked(aside, path);
  rmSync(aside, { force: true });
}
