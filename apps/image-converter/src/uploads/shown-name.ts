import { basename } from 'node:path';

/** The sender's name for a file, as the database can keep it: half a surrogate pair or a NUL is no text there. */
export function shownName(filename: string): string {
  const name = basename(filename.replaceAll('\\', '/').replaceAll('\0', '')).slice(0, 200);
  return Buffer.from(name).toString() || 'unnamed';
}
