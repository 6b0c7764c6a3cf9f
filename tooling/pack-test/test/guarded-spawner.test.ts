import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nodeBinaries } from '@childproof/node-versions';
import { expect, test } from 'vitest';
import { packedProject } from './packed-project.js';

const USE = `import { run } from '@childproof/core-spawn';
import { guardedSpawner, guardProcess } from '@childproof/orphan-guard';

const guard = await guardProcess({ helper: 'required' });
const spawner = guardedSpawner(guard);
const { stdout } = await run('sh', ['-c', 'cat; exit 0'], { spawner, input: 'through the helper' });
const failed = await run('sh', ['-c', '(setsid sleep 60 >/dev/null 2>&1 &); kill -TERM $$'], { spawner, reject: false });
const late = await run('sleep', ['60'], { spawner, reject: false, timeoutMs: 100 });
console.log(stdout, failed.reason, failed.signal, late.reason, guard.descendants().length);
await guard[Symbol.asyncDispose]();
`;

test('packed, the helper comes along executable, and the guarded spawner fits core-spawn, types included', () => {
  const project = packedProject(['orphan-guard', 'core-spawn'], ['@types/node@20']);
  const folder = join(project, 'module');
  writeFileSync(join(folder, 'main.js'), USE);
  for (const [version, node] of Object.entries(nodeBinaries)) {
    const { stdout, stderr } = spawnSync(node, ['main.js'], { cwd: folder, encoding: 'utf8' });
    expect([stdout, stderr], version).toEqual(['through the helper signal SIGTERM timeout 1\n', '']);
  }
  writeFileSync(join(folder, 'main.ts'), USE);
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "noEmit": true, "module": "NodeNext", "target": "ES2022", "types": ["node"] } }');
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  expect(spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout).toBe('');
});

test('the packed command line runs a command on every Node.js', () => {
  const project = packedProject(['orphan-guard']);
  const cli = join(project, 'node_modules/.bin/orphan-guard');
  for (const [version, node] of Object.entries(nodeBinaries)) {
    const { status, stdout } = spawnSync(node, [cli, '--helper', 'required', 'sh', '-c', '(setsid sleep 60 >/dev/null 2>&1 &); echo ran; exit 4'], { encoding: 'utf8' });
    expect([status, stdout], version).toEqual([4, 'ran\n']);
  }
});
