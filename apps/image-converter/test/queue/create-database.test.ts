import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { cli, startServer } from '../server.js';

test('a server that is killed in its first start leaves no half-made database, and the next start makes a whole one', async () => {
  const folder = temporaryFolder();
  const program = startProgram(cli, { args: ['serve', '--port', '0', '--data', folder], env: { DATABASE_URL: '' } });
  const begun = join(folder, 'database.new', 'base');
  await waitFor('the database to be begun', () => existsSync(begun), 60_000);
  program.kill('SIGKILL');
  await program.exited;
  expect(existsSync(join(folder, 'database'))).toBe(false);
  const server = await startServer(folder, { DATABASE_URL: '' });
  expect(readdirSync(folder).filter((name) => name.startsWith('database'))).toEqual(['database']);
  server.program.kill('SIGTERM');
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
  await server.nothingLeft();
}, 180_000);
