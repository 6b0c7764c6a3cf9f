import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from '../prove/postgres.js';

/**
 * Whether a test can use a program; in CI its absence is a failure, elsewhere it is said aloud.
 *
 * @returns For `test.skipIf`: true when the program is missing.
 */
export function isMissing(what: string, path: string | undefined): boolean {
  if (path !== undefined) return false;
  if (process.env['CI']) throw new Error(`${what} is missing, and in CI no test may be skipped; see .ci/run`);
  process.stderr.write(`\nSKIPPED: ${what} is missing, so its tests do not run. On Debian: apt-get install chromium postgresql\n\n`);
  return true;
}

export const chromium = process.env['CHROMIUM_PATH'] ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');

export const postgresFolder = findPostgres();

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
