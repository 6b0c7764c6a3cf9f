import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinaries } from '@childproof/node-versions';
import { expect, test } from 'vitest';
import { packedProject } from './packed-project.js';
import { firstExample, toCommonJs } from './readme-example.js';

test.each(['9.39', '10'])('eslint-plugin, packed and installed with ESLint %s, reports what its README says', (version) => {
  const project = packedProject(['eslint-plugin'], [`eslint@${version}`]);
  const eslint = join(project, 'node_modules/eslint/bin/eslint.js');
  const { files, main, stdout } = firstExample(readFileSync(new URL('../../../packages/eslint-plugin/README.md', import.meta.url), 'utf8'));
  const config = files.get('eslint.config.js')!;
  for (const [name, node] of Object.entries(nodeBinaries)) {
    for (const type of ['module', 'commonjs']) {
      const folder = join(project, type);
      writeFileSync(join(folder, 'eslint.config.js'), type === 'module' ? config : toCommonJs(config));
      writeFileSync(join(folder, main), files.get(main)!);
      const run = spawnSync(node, [eslint, main], { cwd: folder, encoding: 'utf8' });
      const printed = run.stdout.replace(join(folder, main), main).trim();
      expect([run.status, run.stderr, printed], `${name}, ${type}`).toEqual([1, '', stdout.trim()]);
    }
  }
});
