import sharp, { type Metadata } from 'sharp';
import type { OutputSpec } from '../outputs/output-spec.js';
import { ImageError } from './image-error.js';

export interface DecodeLimits {
  readonly maxPixels: number;
  readonly maxFrames: number;
}

export interface Decoded {
  readonly format: string;
  /** Of the upright original. */
  readonly width: number;
  readonly height: number;
  /** Upright, sRGB, without metadata; no larger than the outputs need. */
  readonly pixels: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 | 4 };
}

/** Decodes an image once, for all its outputs. Of an animation, the first frame. */
export async function decode(source: string, outputs: readonly OutputSpec[], { maxPixels, maxFrames }: DecodeLimits): Promise<Decoded> {
  const image = sharp(source, { limitInputPixels: maxPixels, failOn: 'error', animated: false });
  const metadata = await image.metadata();
  if ((metadata.pages ?? 1) > maxFrames) throw new ImageError('TOO_MANY_FRAMES');
  const { width, height } = upright(metadata);
  const scale = neededScale(outputs, width, height);
  const { data, info } = await image
    .autoOrient()
    .resize(scale === 1 ? {} : { width: sideOf(width, scale), height: sideOf(height, scale), fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  return { format: metadata.format, width, height, pixels: data, raw };
}

/** As sharp rounds. */
export function sideOf(side: number, scale: number): number {
  return Math.max(1, Math.round(side * scale));
}

function upright({ autoOrient }: Metadata): { width: number; height: number } {
  return { width: autoOrient.width, height: autoOrient.height };
}

/** As large as the largest output, so that the decoder can leave out what nobody will see; a crop needs every pixel. */
function neededScale(outputs: readonly OutputSpec[], width: number, height: number): number {
  return Math.min(1, Math.max(...outputs.map((output) => scaleOf(output, width, height))));
}

/** Pixels of the original's decoding for one of the original; more than 1 where the output is larger. */
function scaleOf(output: OutputSpec, width: number, height: number): number {
  return output.crop === undefined ? fitScale(output, width, height) : 1;
}

export function fitScale({ width, height, fit }: OutputSpec, fromWidth: number, fromHeight: number): number {
  const scales = [width && width / fromWidth, height && height / fromHeight].filter((scale) => scale !== undefined);
  if (scales.length === 0) return 1;
  return fit === 'inside' || fit === 'contain' ? Math.min(...scales) : Math.max(...scales);
}
