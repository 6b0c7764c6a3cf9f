import sharp from 'sharp';
import { sample, type UploadFile } from './server.js';

export interface GoodImage extends UploadFile {
  readonly width: number;
  readonly height: number;
}

/** Distinct photographs of various sizes and formats, large enough to keep a worker busy for a moment. */
export async function goodImages(count: number): Promise<GoodImage[]> {
  const sources = ['dawn-ridge.jpg', 'green-valley.jpg', 'evening-lake.jpg'].map(sample);
  const formats = ['jpeg', 'png', 'webp'] as const;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const width = 1_800 + index * 8;
      const format = formats[index % formats.length]!;
      const image = sharp(sources[index % sources.length]).resize(width);
      const encoded = format === 'png' ? image.png({ compressionLevel: 1 }) : image[format]({ quality: 70 });
      const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
      return { name: `good-${index}.${format}`, content: data, width, height: info.height };
    }),
  );
}

/** Three ways in which an image can be broken although its first bytes are right. */
export function corruptImages(): UploadFile[] {
  const whole = sample('green-valley.jpg');
  const png = sample('winter-fjord.png');
  return [
    { name: 'corrupt.jpg', content: sample('corrupt.jpg') },
    { name: 'cut-off.jpg', content: whole.subarray(0, Math.floor(whole.length / 2)) },
    { name: 'garbage.png', content: Buffer.concat([png.subarray(0, 300), Buffer.alloc(5_000, 0xa5)]) },
  ];
}
