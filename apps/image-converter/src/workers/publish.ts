import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFile, syncFolder } from '../storage/sync-folder.js';
import type { ConvertOutput } from './convert-image.js';

const MANIFEST = 'result.json';

/** The rename is the publication: readers see all of it or nothing, and so do those who come after a loss of power. */
export async function publish(workFolder: string, resultFolder: string, result: ConvertOutput): Promise<ConvertOutput> {
  await writeFile(join(workFolder, MANIFEST), JSON.stringify(result));
  // All at once: a file system writes them in one go.
  await Promise.all([MANIFEST, ...result.files.map(({ file }) => file)].map((file) => syncFile(join(workFolder, file))));
  await syncFolder(workFolder);
  await mkdir(dirname(resultFolder), { recursive: true });
  try {
    await rename(workFolder, resultFolder);
  } catch (error) {
    // Somebody has published meanwhile: a worker that was thought dead, or one of another server.
    const published = await readManifest(resultFolder);
    if (published !== undefined) {
      await rm(workFolder, { recursive: true, force: true });
      return published;
    }
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // A folder without a manifest is what a machine that lost power has left: it was never shown to anybody.
    await rm(resultFolder, { recursive: true, force: true });
    await rename(workFolder, resultFolder);
  }
  await syncFolder(dirname(resultFolder));
  return result;
}

/** What was published before; `undefined` when nothing was. */
export async function readManifest(folder: string): Promise<ConvertOutput | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as ConvertOutput;
  } catch (error) {
    // Cut off by a loss of power, it is as good as none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
