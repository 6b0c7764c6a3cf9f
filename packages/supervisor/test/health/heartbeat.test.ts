import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { Heartbeat } from '../../src/health/heartbeat.js';

test('a worker that answered while this process itself was blocked is not called silent', async () => {
  const answered = join(temporaryFolder(), 'answered');
  const worker = startProgram(new URL('../fixtures/answers.mjs', import.meta.url), { ipc: true, args: [answered] });
  const options = { intervalMs: 1, timeoutMs: 500 };
  const verdict = await new Promise((resolve) => {
    const ping = (id: number): void => {
      if (id === 2) resolve('heard');
      worker.child.send(id);
      setImmediate(() => blockUntil(() => existsSync(answered), 2 * options.timeoutMs));
    };
    const heartbeat = new Heartbeat(options, ping, () => resolve('silent'));
    onTestFinished(() => heartbeat.stop());
    worker.child.on('message', (id) => heartbeat.answered(id as number));
    heartbeat.start();
  });
  expect(verdict).toBe('heard');
});

function blockUntil(condition: () => boolean, atLeastMs: number): void {
  const end = performance.now() + atLeastMs;
  while (performance.now() < end || !condition());
}
