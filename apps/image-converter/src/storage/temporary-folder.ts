import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';

/** A server of another machine that has not touched its folder for so long is dead. */
const SILENT_MS = 10 * 60_000;

/** Where one server keeps what is half done; nothing in here is ever served. Its name says whose it is. */
export function temporaryFolderOf(parent: string): string {
  return join(parent, `${encodeURIComponent(hostname())}@${(processIdentity(process.pid) ?? String(process.pid)).replace(' ', '.')}`);
}

export async function openTemporaryFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
}

/** Tells servers of other machines that this one lives. */
export async function touchTemporaryFolder(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now);
}

/** Removes what dead servers have left half done, and what nobody owns. */
export async function removeAbandoned(parent: string, own: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (path !== own && !(await isInUse(path, name))) await rm(path, { recursive: true, force: true });
  }
}

async function isInUse(path: string, name: string): Promise<boolean> {
  const [host, owner] = name.split('@');
  if (owner === undefined) return false;
  if (host === encodeURIComponent(hostname())) return processIdentity(Number.parseInt(owner, 10))?.replace(' ', '.') === owner;
  const entry = await stat(path).catch(() => undefined);
  return entry !== undefined && Date.now() - entry.mtimeMs < SILENT_MS;
}
