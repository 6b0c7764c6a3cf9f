import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The packages that are published: all of packages/. */
export const publishedPackages = readdirSync(`${root}packages`)
  .map((folder) => ({ folder, path: `${root}packages/${folder}` }))
  .filter(({ path }) => existsSync(`${path}/package.json`))
  .map((entry) => ({ ...entry, manifest: JSON.parse(readFileSync(`${entry.path}/package.json`, 'utf8')) }));
