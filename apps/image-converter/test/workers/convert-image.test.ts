import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { loadPresets } from '../../src/outputs/presets.js';
import { convertImage } from '../../src/workers/convert-image.js';
import { sample } from '../server.js';

test.each([
  ['no manifest', undefined],
  ['a manifest that was cut off', '{"source":'],
])('a result folder with %s, as a loss of power leaves it, is replaced', async (_, manifest) => {
  const folder = temporaryFolder();
  const [source, resultFolder] = [join(folder, 'original'), join(folder, 'result')];
  writeFileSync(source, sample('dawn-ridge.jpg'));
  mkdirSync(resultFolder);
  writeFileSync(join(resultFolder, 'image.webp'), '');
  if (manifest !== undefined) writeFileSync(join(resultFolder, 'result.json'), manifest);
  const input = { source, resultFolder, outputs: ['thumbnail', 'preview'].map((name) => loadPresets(undefined, 50e6).get(name)!), workFolder: join(folder, 'tmp'), maxPixels: 50e6, maxFrames: 100 };
  const result = await convertImage(input, () => {});
  expect(readdirSync(resultFolder).sort()).toEqual(['preview.webp', 'result.json', 'thumbnail.jpg']);
  expect(await convertImage(input, () => {})).toEqual(result);
});
