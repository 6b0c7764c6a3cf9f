import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cli, sample } from '../server.js';

test('converting into the folder of the originals overwrites none of them', async () => {
  const folder = temporaryFolder();
  const original = await sharp(sample('dawn-ridge.jpg')).webp().toBuffer();
  writeFileSync(join(folder, 'a.webp'), original);
  writeFileSync(join(folder, 'a.jpg'), sample('green-valley.jpg'));
  const program = startProgram(cli, { args: ['convert', folder, '--out', folder] });
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(readFileSync(join(folder, 'a.webp')).equals(original)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['.image-converter.jsonl', 'a.jpg', 'a.jpg.webp', 'a.webp', 'a.webp.webp']);
}, 180_000);
