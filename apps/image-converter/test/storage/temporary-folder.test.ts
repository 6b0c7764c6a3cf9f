import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { processIdentity } from '../../src/storage/process-identity.js';
import { removeAbandoned, temporaryFolderOf } from '../../src/storage/temporary-folder.js';

test('what dead servers left is removed, what live ones have is not', async () => {
  const parent = temporaryFolder();
  const own = temporaryFolderOf(parent);
  const host = encodeURIComponent(hostname());
  const neighbour = `${host}@${processIdentity(process.ppid)!.replace(' ', '.')}`;
  const names = [`${host}@${process.pid}.1`, `${host}@999999999.1`, 'elsewhere@1.1', 'silent-elsewhere@1.1', neighbour];
  for (const path of [own, ...names.map((name) => join(parent, name))]) {
    mkdirSync(path);
    writeFileSync(join(path, 'half'), '');
  }
  writeFileSync(join(parent, 'upload-of-an-older-version'), '');
  const longAgo = new Date(Date.now() - 24 * 60 * 60_000);
  utimesSync(join(parent, 'silent-elsewhere@1.1'), longAgo, longAgo);
  await removeAbandoned(parent, own);
  expect(readdirSync(parent).map((name) => join(parent, name)).sort()).toEqual([own, join(parent, 'elsewhere@1.1'), join(parent, neighbour)].sort());
});
