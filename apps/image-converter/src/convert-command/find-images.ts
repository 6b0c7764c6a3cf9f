import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';

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

/** A file that is named is taken as it is; of a folder or a pattern, everything that looks like an image. Each only once. */
export async function findImages(paths: readonly string[]): Promise<{ images: FoundImage[]; missing: Missing[] }> {
  const images = new Map<string, FoundImage>();
  const missing: Missing[] = [];
  const add = (found: readonly FoundImage[]): void => {
    for (const image of found) if (!images.has(image.path)) images.set(image.path, image);
  };
  for (const path of paths) {
    try {
      const entry = await stat(path);
      add(entry.isDirectory() ? await imagesBelow(path) : [{ path, relative: basename(path) }]);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const matches = isDynamicPattern(path) ? await imagesMatching(path) : [];
      add(matches);
      if (matches.length === 0) missing.push({ path, message: code === 'ENOENT' ? 'there is no such file or folder' : message });
    }
  }
  return { images: [...images.values()], missing };
}

async function imagesBelow(folder: string): Promise<FoundImage[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && looksLikeImage(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, relative: relative(folder, path) }));
}

/** For shells that leave patterns alone, and for quoted ones. */
async function imagesMatching(pattern: string): Promise<FoundImage[]> {
  const parts = pattern.split('/');
  const base = parts.slice(0, parts.findIndex((part) => isDynamicPattern(part))).join('/');
  const paths = await glob(pattern, { expandDirectories: false, absolute: pattern.startsWith('/') });
  return paths
    .filter(looksLikeImage)
    .sort()
    .map((path) => ({ path, relative: relative(base === '' && pattern.startsWith('/') ? '/' : base, path) }));
}

function looksLikeImage(name: string): boolean {
  return EXTENSIONS.has(extname(name).toLowerCase());
}
