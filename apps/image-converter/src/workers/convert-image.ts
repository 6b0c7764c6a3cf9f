import { mkdir, open, rm } from 'node:fs/promises';
import { imageType, SIGNATURE_BYTES } from '../image-type.js';
import type { Fault } from '../faults/fault.js';
import type { OutputSpec } from '../outputs/output-spec.js';
import { decode, type DecodeLimits } from './decode.js';
import { ImageError, toImageError } from './image-error.js';
import { openLoaders } from './loaders.js';
import { publish, readManifest } from './publish.js';
import { writeOutput, type OutputFile } from './write-output.js';

export interface ConvertInput extends DecodeLimits {
  /** The original. */
  readonly source: string;
  readonly outputs: readonly OutputSpec[];
  /** A folder that comes to exist complete, or not at all. */
  readonly resultFolder: string;
  /** Made for this attempt, on the same file system as the result; whoever ends the worker removes it. */
  readonly workFolder: string;
  /** To be suffered in the middle of the job. */
  readonly fault?: Fault;
  /** 1 for the first. */
  readonly attempt?: number;
}

export interface ConvertOutput {
  readonly source: { readonly format: string; readonly width: number; readonly height: number };
  readonly files: readonly OutputFile[];
}

openLoaders();

/**
 * Converts one image: one decode, all outputs, published by one rename.
 *
 * Running it again for the same result is harmless: the first publication stays.
 */
export async function convertImage(
  input: ConvertInput,
  progress: (share: number) => void,
  inTheMiddle?: () => Promise<void>,
): Promise<ConvertOutput> {
  const published = await readManifest(input.resultFolder);
  if (published !== undefined) return published;
  await assertSupported(input.source);
  const { workFolder } = input;
  await mkdir(workFolder, { recursive: true });
  try {
    return await publish(workFolder, input.resultFolder, await writeOutputs(input, workFolder, progress, inTheMiddle));
  } catch (error) {
    await rm(workFolder, { recursive: true, force: true });
    throw error;
  }
}

async function writeOutputs(
  input: ConvertInput,
  folder: string,
  progress: (share: number) => void,
  inTheMiddle?: () => Promise<void>,
): Promise<ConvertOutput> {
  const { source, outputs } = input;
  try {
    const decoded = await decode(source, outputs, input);
    progress(0.5);
    const files: OutputFile[] = [];
    for (const spec of outputs) {
      files.push(await writeOutput(decoded, spec, folder));
      progress(0.5 + (0.5 * files.length) / outputs.length);
      // Where it does the most harm: part of the result is written.
      if (files.length === 1) await inTheMiddle?.();
    }
    const { format, width, height } = decoded;
    return { source: { format, width, height }, files };
  } catch (error) {
    throw toImageError(error);
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
