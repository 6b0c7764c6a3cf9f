import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinaries } from '@childproof/node-versions';
import { describe, expect, test } from 'vitest';
import { installedPackages, packedProject } from './packed-project.js';
import { firstExample, toCommonJs } from './readme-example.js';

const readme = (folder: string): string => readFileSync(new URL(`../../../packages/${folder}/README.md`, import.meta.url), 'utf8');

describe('packed, installed alone into an empty project, the README example runs', () => {
  test.each([
    ['core-spawn', []],
    ['orphan-guard', []],
    ['supervisor', ['core-spawn']],
    ['shutdown-manager', []],
    ['diagnostics', []],
  ])('%s', (folder, dependencies) => {
    const project = packedProject([folder, ...dependencies]);
    // Nothing comes with it but what is ours.
    expect(installedPackages(project).sort()).toEqual([folder, ...dependencies].map((name) => `@childproof/${name}`).sort());
    const { files, main, stdout } = firstExample(readme(folder));
    for (const [name, source] of files) {
      writeFileSync(join(project, 'module', name), source);
      writeFileSync(join(project, 'commonjs', name), toCommonJs(source));
    }
    for (const [version, node] of Object.entries(nodeBinaries)) {
      for (const type of ['module', 'commonjs']) {
        const { PATH } = process.env;
        const run = spawnSync(node, [main], { cwd: join(project, type), encoding: 'utf8', env: { PATH } });
        expect([run.status, run.stderr, run.stdout], `${version}, ${type}`).toEqual([0, '', stdout]);
      }
    }
  });
});
