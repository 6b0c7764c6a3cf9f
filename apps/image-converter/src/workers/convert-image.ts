import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { imageType, SIGNATURE_BYTES } from '../image-type.js';
import type { OutputSpec } from '../presets.js';
import { ImageError, toImageError } from './image-error.js';

export interface ConvertInput {
  /** The original. */
  readonly source: string;
  readonly outputs: readonly OutputSpec[];
  /** A folder that comes to exist complete, or not at all. */
  readonly resultFolder: string;
  /** On the same file system as the result. */
  readonly temporaryFolder: string;
  readonly maxPixels: number;
}

/** One file of a result. */
interface OutputFile {
  readonly name: string;
  readonly file: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export interface ConvertOutput {
  readonly source: { readonly format: string; readonly width: number; readonly height: number };
  readonly files: readonly OutputFile[];
}

const MANIFEST = 'result.json';

// Loaders that are attack surface stay shut, whatever a file says that it is; one decode at a time per process, for
// the pool already uses every core with its processes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

/**
 * Converts one image: one decode, all outputs, published by one rename.
 *
 * Running it again for the same result is harmless: the first publication stays.
 */
export async function convertImage(input: ConvertInput, progress: (share: number) => void): Promise<ConvertOutput> {
  const published = await readManifest(input.resultFolder);
  if (published !== undefined) return published;
  await assertSupported(input.source);
  const workFolder = join(input.temporaryFolder, randomUUID());
  await mkdir(workFolder, { recursive: true });
  try {
    const result = await writeOutputs(input, workFolder, progress);
    await writeFile(join(workFolder, MANIFEST), JSON.stringify(result));
    return await publish(workFolder, input.resultFolder, result);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function writeOutputs(
  { source, outputs, maxPixels }: ConvertInput,
  folder: string,
  progress: (share: number) => void,
): Promise<ConvertOutput> {
  try {
    const decoder = sharp(source, { limitInputPixels: maxPixels, failOn: 'error', animated: false });
    const { format, width, height } = await decoder.metadata();
    const largest = outputs.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
    // The source is decoded once; every output is made from the pixels of the largest one needed.
    const decoded = await decoder
      .rotate()
      .resize(largest.fit === 'cover' ? {} : { width: largest.width, height: largest.height, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    progress(0.5);
    const { width: w, height: h, channels } = decoded.info;
    const files: OutputFile[] = [];
    for (const spec of outputs) {
      const pixels = sharp(decoded.data, { raw: { width: w, height: h, channels: channels as 3 | 4 }, limitInputPixels: maxPixels });
      files.push(await writeOutput(pixels, spec, folder));
      progress(0.5 + (0.5 * files.length) / outputs.length);
    }
    return { source: { format, width, height }, files };
  } catch (error) {
    throw toImageError(error);
  }
}

async function writeOutput(pixels: Sharp, spec: OutputSpec, folder: string): Promise<OutputFile> {
  const { name, width, height, fit, format, quality } = spec;
  const file = `${name}.${format === 'jpeg' ? 'jpg' : format}`;
  const resized = pixels.resize({ width, height, fit, withoutEnlargement: true });
  const encoded = format === 'jpeg' ? resized.flatten({ background: '#fff' }).jpeg({ quality }) : resized.webp({ quality });
  const info = await encoded.toFile(join(folder, file));
  return { name, file, format, width: info.width, height: info.height, bytes: info.size };
}

/** The rename is the publication: readers see all of it or nothing. */
async function publish(workFolder: string, resultFolder: string, result: ConvertOutput): Promise<ConvertOutput> {
  await mkdir(dirname(resultFolder), { recursive: true });
  try {
    await rename(workFolder, resultFolder);
    return result;
  } catch (error) {
    // Somebody has published meanwhile: a worker that was thought dead, or one of another server.
    const published = await readManifest(resultFolder);
    if (published !== undefined) return published;
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // A folder without a manifest is what a machine that lost power has left: it was never shown to anybody.
    await rm(resultFolder, { recursive: true, force: true });
    await rename(workFolder, resultFolder);
    return result;
  }
}

async function readManifest(folder: string): Promise<ConvertOutput | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as ConvertOutput;
  } catch (error) {
    // Cut off by a loss of power, it is as good as none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function assertSupported(source: string): Promise<void> {
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
    if (bytesRead === 0) throw new ImageError('EMPTY_FILE');
    if (imageType(buffer.subarray(0, bytesRead)) === undefined) throw new ImageError('UNKNOWN_FORMAT');
  } finally {
    await file.close();
  }
}
