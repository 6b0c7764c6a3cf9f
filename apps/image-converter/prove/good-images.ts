import { readFileSync } from 'node:fs';
import sharp from 'sharp';

export interface ProofImage {
  readonly name: string;
  readonly content: Buffer;
  /** Wishes and faults, as a query. */
  readonly query: string;
  /** How it may end: `done`, or codes of failures; a refused upload ends by its code too. */
  readonly mayEndAs: readonly string[];
}

const SAMPLES = ['dawn-ridge.jpg', 'green-valley.jpg', 'evening-lake.jpg'];
const VARIANTS = 12;

export const sample = (name: string): Buffer => readFileSync(new URL(`../samples/${name}`, import.meta.url));

/** Photographs of so many pixels, with grain as from a camera. @returns A function that gives the n-th, each different from all others. */
export async function photographs(width: number, height: number): Promise<(index: number) => Buffer> {
  const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 12 } } }).png({ compressionLevel: 1 }).toBuffer();
  const variants: Buffer[] = [];
  for (let index = 0; index < VARIANTS; index++) {
    const image = sharp(sample(SAMPLES[index % SAMPLES.length]!)).resize(width, height, { fit: 'fill' }).modulate({ brightness: 0.8 + index * 0.03 });
    variants.push(await image.composite([{ input: grain, blend: 'soft-light' }]).jpeg({ quality: 82 }).toBuffer());
  }
  return (index) => withComment(variants[index % VARIANTS]!, `image ${index}`);
}

/** A JPEG with a comment: another file, the same picture. */
export function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(text);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}
