import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { fixture, markedLine, PRELOAD } from './programs.js';

it('names the line that first touched stdin, while it is read', async () => {
  const child = spawn(process.env['TEST_NODE'] ?? process.execPath, [...PRELOAD, fixture('stdin')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'close');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const resources = JSON.parse(line.replace('resources: ', '')) as unknown[];
  expect(resources).toMatchObject([{ kind: 'stdin', ref: true, createdAt: { file: fixture('stdin'), line: markedLine('stdin') } }]);
  child.stdin.end();
  expect(await exited).toEqual([0, null]);
});
