import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { lockFolder } from '../../src/storage/folder-lock.js';

test('a stale lock is replaced, a live one respected, and nothing left beside it', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'server.lock'), '1 stale');
  const unlock = lockFolder(folder);
  expect(readFileSync(join(folder, 'server.lock'), 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
  expect(readdirSync(folder)).toEqual(['server.lock']);
  unlock();
  expect(readdirSync(folder)).toEqual([]);
});
