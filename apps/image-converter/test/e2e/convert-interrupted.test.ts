import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder, waitFor } from '@childproof/test-kit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cli, sample } from '../server.js';

test('an interrupted convert leaves whole files, nothing half done, and exits with 130', async () => {
  const folder = temporaryFolder();
  const photos = join(folder, 'photos');
  mkdirSync(photos);
  for (let index = 0; index < 100; index++) writeFileSync(join(photos, `${index}.jpg`), sample('dawn-ridge.jpg'));
  const out = join(folder, 'out');
  const results = (): string[] => readdirSync(out).filter((name) => !name.startsWith('.'));
  const program = startProgram(cli, { args: ['convert', photos, '--out', out] });
  await waitFor('some results', () => program.child.exitCode === null && readdirSync(folder).includes('out') && results().length >= 3);
  program.kill('SIGINT');
  expect(await program.exited).toEqual({ code: 130, signal: null });
  expect(program.stdout).toMatch(/^converted \d+ of 100 in .*\n[^]*not done +\d+\ninterrupted; what was converted is complete, the same command does the rest\n$/);
  expect(readdirSync(out)).toEqual(['.image-converter.jsonl', ...results()]); // the work folder is gone
  expect(results().length).toBeLessThan(100);
  const before = new Map(results().map((name) => [name, statSync(join(out, name)).ino]));

  const again = startProgram(cli, { args: ['convert', photos, '--out', out, '--json'] });
  expect(await again.exited).toEqual({ code: 0, signal: null });
  const { converted, unchanged, failed } = JSON.parse(again.stdout) as { converted: unknown[]; unchanged: unknown[]; failed: unknown[] };
  expect([converted.length, unchanged.length, failed]).toEqual([100 - before.size, before.size, []]);
  for (const [name, inode] of before) expect(statSync(join(out, name)).ino).toBe(inode); // not done twice
  for (const name of results()) await sharp(join(out, name), { failOn: 'warning' }).raw().toBuffer();
}, 180_000);
