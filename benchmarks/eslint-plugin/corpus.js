// The corpus: npm packages of pinned versions, fetched when the benchmark first runs, and the labels beside this file.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = join(tmpdir(), 'childproof-corpus');

/** The packages of one half, each with its folder and its labels. */
export function packagesOf(half) {
  const packages = [];
  for (const line of readFileSync(new URL(`labels/${half}.txt`, import.meta.url), 'utf8').split('\n')) {
    const [place, rule, verdict] = line.split(/\s+/);
    if (line === '' || line.startsWith('#')) continue;
    if (rule === undefined) packages.push({ name: line, labels: [] });
    else {
      const [, file, lines] = /^(.*):([\d|]+)$/.exec(place);
      packages.at(-1).labels.push({ file, lines: lines.split('|').map(Number), rule, verdict });
    }
  }
  return packages.map((one) => ({ ...one, folder: fetched(one.name) }));
}

/** The unpacked tarball; fetched once per machine, without its dependencies and without running any of it. */
function fetched(name) {
  const folder = join(cache, name.replace('/', '+'));
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const tarball = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', partial], { encoding: 'utf8' }).trim().split('\n').at(-1);
  execFileSync('tar', ['-xzf', join(partial, tarball), '-C', partial, '--strip-components=1'], { stdio: 'pipe' });
  rmSync(join(partial, tarball));
  renameSync(partial, folder);
  return folder;
}
