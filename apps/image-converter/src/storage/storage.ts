import { access, constants, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../exit-codes.js';

/** Where everything lies in the data folder. */
export interface Storage {
  readonly folder: string;
  readonly database: string;
  /** Uploads and results under construction; nothing in here is ever served. */
  readonly temporary: string;
  original(jobId: string): string;
  result(jobId: string): string;
}

/** Opens the data folder. @throws StartError exit code 71 when it is missing or cannot be written. */
export async function openStorage(folder: string, mustExist: boolean): Promise<Storage> {
  if (mustExist && !(await isFolder(folder))) {
    throw new StartError('config', `the data folder ${folder} does not exist; create it, or check DATA_DIR and its mount`);
  }
  const [originals, results, temporary] = [join(folder, 'originals'), join(folder, 'results'), join(folder, 'tmp')];
  try {
    for (const path of [folder, originals, results, temporary]) {
      await mkdir(path, { recursive: true });
      await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartError('config', `the data folder ${folder} cannot be written (${code}); check its owner and mode, or set DATA_DIR`, { cause });
  }
  return {
    folder,
    database: join(folder, 'database'),
    temporary,
    original: (jobId) => join(originals, jobId),
    result: (jobId) => join(results, jobId),
  };
}

/** Removes what a killed server left half done. Only for who has the folder for himself. */
export async function removeTemporaryFiles({ temporary }: Storage): Promise<void> {
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
