import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { run } from '@childproof/core-spawn';

const TIMEOUT_MS = 5 * 60_000;
const PGLITE = createRequire(import.meta.url).resolve('@electric-sql/pglite');
const PROGRAM = 'const { PGlite } = require(process.argv[1]); void PGlite.create(process.argv[2]).then((database) => database.close());';

/**
 * Makes an empty embedded database, whole or not at all.
 *
 * In a process of its own: it takes 950 MB for a moment, much of which this one would keep for good.
 */
export async function createDatabase(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await run(process.execPath, ['--input-type=commonjs', '--eval', PROGRAM, PGLITE, unfinished], { timeoutMs: TIMEOUT_MS });
  await rename(unfinished, folder);
}
