import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The path that execvp(3) would choose, or `undefined` where it would fail.
 *
 * The native helper executes paths only; it looks nothing up.
 */
export function findProgram(file: string, { cwd = process.cwd(), path = process.env['PATH'] ?? '' }: { readonly cwd?: string | undefined; readonly path?: string | undefined } = {}): string | undefined {
  const candidates = file.includes('/') ? [file] : path.split(':').map((folder) => `${folder || '.'}/${file}`);
  return candidates.map((candidate) => resolve(cwd, candidate)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
