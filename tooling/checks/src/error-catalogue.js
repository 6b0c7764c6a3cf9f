// Fails when a package has an error code without a row in docs/errors.md, or the page has a row for a code that is gone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages, root } from './workspace.js';

const inSources = new Set();
for (const folder of [...publishedPackages.map(({ path }) => path), `${root}tooling/internal`]) {
  for (const entry of readdirSync(join(folder, 'src'), { recursive: true })) {
    if (!/\.[cm]?ts$/.test(entry)) continue;
    for (const [, code] of readFileSync(join(folder, 'src', entry), 'utf8').matchAll(/'(ERR_[A-Z0-9_]+)'/g)) inSources.add(code);
  }
}
// Codes of Node.js itself that the sources compare with.
for (const code of [...inSources]) if (/^ERR_(STREAM_|IPC_|SERVER_NOT_RUNNING|INVALID_ARG_|HTTP_|INSPECTOR_|MODULE_)/.test(code)) inSources.delete(code);

const inDocs = new Set([...readFileSync(`${root}docs/errors.md`, 'utf8').matchAll(/^\| `(ERR_[A-Z0-9_]+)`/gm)].map(([, code]) => code));
const missing = [...inSources].filter((code) => !inDocs.has(code));
const stale = [...inDocs].filter((code) => !inSources.has(code));
for (const code of missing) console.log(`docs/errors.md has no row for ${code}`);
for (const code of stale) console.log(`docs/errors.md has a row for ${code}, which no source knows`);
process.exitCode = missing.length + stale.length === 0 ? 0 : 1;
if (process.exitCode === 0) console.log(`ok      ${inDocs.size} error codes are documented`);
