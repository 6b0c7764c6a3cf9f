import { access, constants, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../exit-codes.js';
import { openTemporaryFolder, removeAbandoned, temporaryFolderOf } from './temporary-folder.js';

/** Where everything lies in the data folder. */
export interface Storage {
  readonly folder: string;
  readonly database: string;
  readonly originals: string;
  readonly results: string;
  /** Uploads that can be resumed. */
  readonly uploads: string;
  /** Of all servers. */
  readonly allTemporary: string;
  /** What this server has half done. */
  readonly temporary: string;
  original(jobId: string): string;
  result(jobId: string): string;
}

/** Opens the data folder. @throws StartError exit code 71 when it is missing or cannot be written. */
export async function openStorage(folder: string, mustExist: boolean): Promise<Storage> {
  if (mustExist && !(await isFolder(folder))) {
    throw new StartError('config', `the data folder ${folder} does not exist; create it, or check DATA_DIR and its mount`);
  }
  const [originals, results, uploads, allTemporary] = ['originals', 'results', 'uploads', 'tmp'].map((name) => join(folder, name)) as [string, string, string, string];
  const temporary = temporaryFolderOf(allTemporary);
  try {
    for (const path of [folder, originals, results, uploads, allTemporary]) {
      await mkdir(path, { recursive: true });
      await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    }
    await openTemporaryFolder(temporary);
    await removeAbandoned(allTemporary, temporary);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartError('config', `the data folder ${folder} cannot be written (${code}); check its owner and mode, or set DATA_DIR`, { cause });
  }
  return {
    folder,
    database: join(folder, 'database'),
    originals,
    results,
    uploads,
    allTemporary,
    temporary,
    original: (jobId) => join(originals, jobId),
    result: (jobId) => join(results, jobId),
  };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
