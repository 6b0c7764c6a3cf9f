// Packs every published package as npm would and looks at the tarball: publint --strict, attw for the types, and its size.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPackages } from './workspace.js';

/** What a package may weigh, packed. */
const MAX_PACKED_BYTES = { '@childproof/core-spawn': 60 * 1024 };

const folder = mkdtempSync(join(tmpdir(), 'childproof-pack-'));
let failed = 0;

for (const { path, manifest } of publishedPackages) {
  const into = join(folder, manifest.name.replace('/', '+'));
  execFileSync('pnpm', ['pack', '--pack-destination', into], { cwd: path, stdio: 'ignore' });
  const tarball = join(into, readdirSync(into)[0]);
  checkSize(manifest.name, statSync(tarball).size);
  check(manifest.name, 'publint', ['run', tarball, '--strict']);
  // The profile leaves out only "node10", which knows no `exports`; node >= 20.19 is required anyway.
  check(manifest.name, 'attw', [tarball, '--profile', 'node16', '--no-emoji', '--format', 'table-flipped']);
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;

function checkSize(name, bytes) {
  const limit = MAX_PACKED_BYTES[name] ?? Infinity;
  if (bytes > limit) failed++;
  console.log(`${bytes > limit ? 'FAILED' : 'ok    '}  ${bytes} bytes packed ${name}${limit < Infinity ? ` (at most ${limit})` : ''}`);
}

function check(name, tool, args) {
  try {
    execFileSync('pnpm', ['exec', tool, ...args], { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
    console.log(`ok      ${tool} ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${tool} ${name}\n${error.stdout}${error.stderr}`);
  }
}
