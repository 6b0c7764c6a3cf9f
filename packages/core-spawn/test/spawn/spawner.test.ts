import { expect, test } from 'vitest';
import { nodeSpawner, run, type SpawnRequest } from '../../src/index.js';

test('a spawner is asked for exactly what is needed', async () => {
  const requests: SpawnRequest[] = [];
  const spawner = {
    spawn(request: SpawnRequest) {
      requests.push(request);
      return nodeSpawner.spawn(request);
    },
  };
  expect((await run('echo', ['x'], { spawner, cwd: '/', killTree: false })).stdout).toBe('x\n');
  expect(requests).toEqual([
    { file: 'echo', args: ['x'], cwd: '/', env: undefined, stdio: ['ignore', 'pipe', 'pipe'], ownGroup: false, serialization: 'json' },
  ]);
});

test('a spawner may throw instead of emitting an error', async () => {
  const spawn = (): never => {
    throw Object.assign(new Error('spawn x EACCES'), { code: 'EACCES' });
  };
  expect(await run('x', [], { spawner: { spawn }, reject: false })).toMatchObject({ reason: 'permission-denied', pid: undefined });
});
