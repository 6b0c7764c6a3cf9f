import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { extensionOf, type OutputSpec } from '../outputs/output-spec.js';
import { fitScale, sideOf, type Decoded } from './decode.js';
import { ImageError } from './image-error.js';

/** One file of a result. */
export interface OutputFile {
  readonly name: string;
  readonly file: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

const WHITE = '#fff';
const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 };

/** Makes one output of the decoded image. */
export async function writeOutput(decoded: Decoded, spec: OutputSpec, folder: string): Promise<OutputFile> {
  const file = `${spec.name}.${extensionOf(spec.format)}`;
  const info = await encode(resize(cut(decoded, spec), spec, spec.crop ?? decoded), spec).toFile(join(folder, file));
  return { name: spec.name, file, format: spec.format, width: info.width, height: info.height, bytes: info.size };
}

function cut({ pixels, raw, width, height }: Decoded, { crop }: OutputSpec): Sharp {
  const image = sharp(pixels, { raw, limitInputPixels: false });
  if (crop === undefined) return image;
  if (crop.left + crop.width > width || crop.top + crop.height > height) throw new ImageError('BAD_CROP');
  return image.extract(crop);
}

function resize(image: Sharp, spec: OutputSpec, of: { readonly width: number; readonly height: number }): Sharp {
  const { width, height, fit, format } = spec;
  if (width === undefined && height === undefined) return image;
  if (width === undefined || height === undefined || fit === 'inside' || fit === 'outside') {
    // From the original's shape: that of what was decoded is rounded already.
    const scale = Math.min(1, fitScale(spec, of.width, of.height));
    return image.resize(sideOf(of.width, scale), sideOf(of.height, scale), { fit: 'fill' });
  }
  const size = { width, height };
  return image.resize({ ...size, fit, withoutEnlargement: true, background: format === 'jpeg' ? WHITE : TRANSPARENT });
}

function encode(image: Sharp, { format, quality }: OutputSpec): Sharp {
  switch (format) {
    case 'jpeg':
      return image.flatten({ background: WHITE }).jpeg({ quality });
    case 'png':
      return image.png();
    case 'webp':
      return image.webp({ quality });
    case 'avif':
      return image.avif({ quality });
  }
}
