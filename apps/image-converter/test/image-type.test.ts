import sharp from 'sharp';
import { expect, test } from 'vitest';
import { imageType } from '../src/image-type.js';

test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('recognises what sharp writes as %s', async (format) => {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
  expect(imageType(await image.toFormat(format).toBuffer())).toBe(format);
});

test.each(['', 'GIF', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'II*\0', '%PDF-1.7', 'RIFF....WAVE'])('does not take %j for an image', (text) => {
  expect(imageType(Buffer.from(text, 'latin1'))).toBeUndefined();
});
