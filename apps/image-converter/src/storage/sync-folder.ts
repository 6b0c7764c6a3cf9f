import { open } from 'node:fs/promises';

/**
 * Brings the entries of a folder to the disk: a file that was synced but whose name was not is lost with the power.
 *
 * Windows has no such call, and its file systems journal names by themselves.
 */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncFile(path, 'r');
}

export async function syncFile(path: string, flags = 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
