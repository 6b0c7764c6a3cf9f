import { join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { cli } from '../server.js';

// Every worker, and nobody else in the application, is a process with a channel to its parent.
const env = { DATABASE_URL: '', WORKERS: '8', NODE_OPTIONS: '--import=data:text/javascript,if(process.send)process.exit(3)' };
const samples = new URL('../../samples/', import.meta.url).pathname;

test('a server whose workers cannot live ends with exit code 1', async () => {
  const program = startProgram(cli, { args: ['serve', '--port', '0', '--data', temporaryFolder()], env });
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout).toMatch(/"msg":"the workers die again and again/);
}, 180_000);

test('convert without a worker that lives names every image and exits with 1', async () => {
  const out = join(temporaryFolder(), 'out');
  const program = startProgram(cli, { args: ['convert', join(samples, 'dawn-ridge.jpg'), join(samples, 'corrupt.jpg'), '--out', out], env });
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout).toMatch(/^converted 0 of 2 in .*\n[^]*\nfailed .*\nfailed .*the pool has given up/);
}, 180_000);
