import { relative } from 'node:path';

/** Relative to the working directory where that is shorter to read. */
export function shortPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path === '' || path.startsWith('..') ? file : path;
}
