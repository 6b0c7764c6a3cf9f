import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinaries } from '@childproof/node-versions';
import { describe, expect, test } from 'vitest';
import { installedPackages, packedProject } from './packed-project.js';
import { examplesOf, firstExample, toCommonJs } from './readme-example.js';

const readme = (folder: string): string => readFileSync(new URL(`../../../${folder}/README.md`, import.meta.url), 'utf8');

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
    const { files, main, stdout } = firstExample(readme(`packages/${folder}`));
    for (const [name, source] of files) {
      writeFileSync(join(project, 'module', name), source);
      writeFileSync(join(project, 'commonjs', name), toCommonJs(source));
    }
    for (const [version, node] of Object.entries(nodeBinaries)) {
      for (const type of ['module', 'commonjs']) {
        expect(runProgram(node, join(project, type), main), `${version}, ${type}`).toEqual([0, '', stdout]);
      }
    }
  });
});

test('the examples of the front page run', () => {
  const project = packedProject(['core-spawn', 'orphan-guard', 'supervisor', 'shutdown-manager', 'diagnostics']);
  const examples = examplesOf(readme('.'));
  expect(examples.length).toBe(5); // the sixth, the plugin's, has a test of its own
  const folder = join(project, 'module');
  for (const { files, main, stdout } of examples) {
    for (const [name, source] of files) writeFileSync(join(folder, name), source);
    for (const [version, node] of Object.entries(nodeBinaries)) {
      expect(runProgram(node, folder, main), `${version}:\n${files.get(main)}`).toEqual([0, '', stdout]);
    }
  }
});

function runProgram(node: string, cwd: string, main: string): [status: number | null, stderr: string, stdout: string] {
  const { PATH } = process.env;
  const { status, stderr, stdout } = spawnSync(node, [main], { cwd, encoding: 'utf8', env: { PATH } });
  return [status, stderr, stdout];
}
