import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { temporaryFolder } from '@childproof/test-kit';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import type { OutputSpec } from '../../src/outputs/output-spec.js';
import { convertImage } from '../../src/workers/convert-image.js';

const PNG: OutputSpec = { name: 'out', format: 'png', fit: 'inside', quality: 80 };

async function convert(image: Sharp, spec: Partial<OutputSpec> = {}) {
  const folder = temporaryFolder();
  const source = join(folder, 'in');
  writeFileSync(source, await image.toBuffer());
  const input = { source, resultFolder: join(folder, 'out'), workFolder: join(folder, 'tmp'), maxPixels: 1e6, maxFrames: 10 };
  const result = await convertImage({ ...input, outputs: [{ ...PNG, ...spec }] }, () => {});
  const file = sharp(join(folder, 'out', result.files[0]!.file));
  const { data, info } = await file.clone().raw().toBuffer({ resolveWithObject: true });
  return { result, metadata: await file.metadata(), data, info, pixel: [...data.subarray(0, 3)] };
}

const plain = (background: string, width = 40, height = 20): Sharp => sharp({ create: { width, height, channels: 3, background } });

test('a photograph that was taken sideways comes out upright, without a word about where and with what', async () => {
  const left = await plain('#f00', 20, 20).png().toBuffer();
  const sideways = plain('#00f').composite([{ input: left, left: 0, top: 0 }]).withExif({ IFD0: { Make: 'camera', Copyright: 'me' } }).withMetadata({ orientation: 6 }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' });
  const { result, metadata, info, data } = await convert(sideways);
  expect([result.source.width, result.source.height, info.width, info.height]).toEqual([20, 40, 20, 40]);
  expect([metadata.exif, metadata.icc, metadata.orientation, metadata.xmp]).toEqual([undefined, undefined, undefined, undefined]);
  // What was left is on top now.
  expect([data[0]! > 200, data.at(-1)! > 200]).toEqual([true, true]);
});

test('colours of another profile are those of sRGB afterwards', async () => {
  const wide = await convert(plain('#c86432').withIccProfile('p3').png());
  expect(wide.metadata.icc).toBeUndefined();
  for (const [index, value] of [200, 100, 50].entries()) expect(Math.abs(wide.pixel[index]! - value)).toBeLessThanOrEqual(2);
  const ink = await convert(plain('#c86432').toColourspace('cmyk').jpeg({ quality: 100 }));
  expect(ink.metadata.space).toBe('srgb');
  for (const [index, value] of [200, 100, 50].entries()) expect(Math.abs(ink.pixel[index]! - value)).toBeLessThan(40);
});

test('grey, 16 bit and transparent images keep their look', async () => {
  const grey = await convert(plain('#808080').toColourspace('b-w').png());
  expect(grey.pixel).toEqual([128, 128, 128]);
  const deep = await convert(plain('#c86432').toColourspace('rgb16').png());
  for (const [index, value] of [200, 100, 50].entries()) expect(Math.abs(deep.pixel[index]! - value)).toBeLessThanOrEqual(1);
  const clear = sharp({ create: { width: 10, height: 10, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } }).png();
  expect((await convert(clear.clone())).data[3]).toBe(0);
  expect((await convert(clear.clone(), { format: 'jpeg' })).pixel).toEqual([255, 255, 255]);
});

test('an animation with more frames than are allowed is refused', async () => {
  const frames = (count: number): Sharp => {
    const data = Buffer.alloc(8 * 8 * 3 * count, 0).map((_, index) => Math.floor(index / 192) * 20);
    return sharp(data, { raw: { width: 8, height: 8 * count, channels: 3, pageHeight: 8 } }).gif();
  };
  expect((await convert(frames(10))).info.height).toBe(8);
  await expect(convert(frames(11))).rejects.toMatchObject({ code: 'TOO_MANY_FRAMES' });
});
