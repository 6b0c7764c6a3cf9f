import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';

/** An image to convert, and where it stands below what was named on the command line. */
export interface FoundImage {
  readonly path: string;
  readonly relative: string;
}

export interface Missing {
  readonly path: string;
  readonly message: string;
}

const EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.avif']);

/** A file that is named is taken as it is; of a folder, everything below it that looks like an image. */
export async function findImages(paths: readonly string[]): Promise<{ images: FoundImage[]; missing: Missing[] }> {
  const images: FoundImage[] = [];
  const missing: Missing[] = [];
  for (const path of paths) {
    try {
      const entry = await stat(path);
      if (!entry.isDirectory()) images.push({ path, relative: basename(path) });
      else images.push(...(await imagesBelow(path)));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      missing.push({ path, message: code === 'ENOENT' ? 'there is no such file or folder' : message });
    }
  }
  return { images, missing };
}

async function imagesBelow(folder: string): Promise<FoundImage[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, relative: relative(folder, path) }));
}
