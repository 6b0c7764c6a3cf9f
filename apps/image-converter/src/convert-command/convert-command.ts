import { mkdir, mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createShutdownManager } from '@childproof/shutdown-manager';
import { readImageLimits, readWorkers, type ImageLimits } from '../config/config.js';
import { EXIT_CODES, StartError } from '../exit-codes.js';
import { verdictOf } from '../jobs/verdict.js';
import { extensionOf, OutputSpecError, type OutputSpec } from '../outputs/output-spec.js';
import { loadPresets } from '../outputs/presets.js';
import { wantedOutputs, type OutputParameters } from '../outputs/wanted-outputs.js';
import { guardAgainstOrphans } from '../server/guard.js';
import { createImagePool } from '../workers/image-pool.js';
import { findImages, type FoundImage } from './find-images.js';
import { Journal } from './journal.js';
import { createProgress } from './progress.js';
import { formatSummary, type Converted, type Failed, type Summary } from './summary.js';
import { targetNames } from './target-names.js';

export interface ConvertArguments {
  readonly paths: readonly string[];
  readonly out: string;
  /** Preset or free parameters, as in a query of the API. */
  readonly wishes: OutputParameters;
  readonly concurrency: string | undefined;
  /** The summary as JSON. */
  readonly json: boolean;
  /** Convert also what was converted before. */
  readonly force: boolean;
}

const STOP_DEADLINE_MS = 10_000;

/** `image-converter convert`: the same conversion without a server. @returns the exit code. */
export async function convertCommand(args: ConvertArguments, env: NodeJS.ProcessEnv): Promise<number> {
  const { paths, out, json, force } = args;
  const limits = readImageLimits(env);
  const output = wantedOutput(args.wishes, env, limits);
  const workers = readWorkers(args.concurrency === undefined ? env : { WORKERS: args.concurrency });
  const { images, missing } = await findImages(paths);
  const guard = await guardAgainstOrphans((message) => process.stderr.write(`image-converter: ${message}\n`));
  const work = await workFolder(out);
  const journal = new Journal(out, output);
  const targets = targetNames(images, extensionOf(output.format), await sourcesBelow(out, images));
  const pool = createImagePool(Math.max(1, Math.min(workers, images.length)), limits, { maxAttempts: 2 });
  // Ctrl-C ends the workers, takes away what is half done, and exits with 130.
  const shutdown = createShutdownManager({ deadlineMs: STOP_DEADLINE_MS });
  shutdown.signal.addEventListener('abort', () => {
    const signal = constants.signals[shutdown.signal.reason as NodeJS.Signals] as number | undefined;
    if (signal !== undefined) process.exitCode = 128 + signal;
  });
  shutdown.add('workers', () => pool.close(), { phase: 'cleanup' }); // not drained first: nobody waits for the rest
  shutdown.add('work folder', () => rm(work, { recursive: true, force: true }), { phase: 'final' });
  if (guard !== undefined) shutdown.add('orphan-guard', guard, { phase: 'final' });

  const converted: Converted[] = [];
  const unchanged: string[] = [];
  const failed: Failed[] = missing.map(({ path, message }) => ({ path, message }));
  const progress = createProgress(images.length);
  const startedAt = performance.now();
  await Promise.all(
    images.map(async (image, index) => {
      const target = join(out, targets.get(image)!);
      try {
        if (!force && (await journal.has(image.path, target))) unchanged.push(image.path);
        else {
          const folder = join(work, String(index));
          const { files } = await pool.run('convert', {
            source: image.path,
            outputs: [output],
            resultFolder: folder,
            workFolder: `${folder}.part`,
            maxPixels: limits.maxPixels,
            maxFrames: limits.maxFrames,
          });
          await publish(join(folder, files[0]!.file), target);
          await journal.add(image.path, target);
          converted.push(await sizesOf(image, target));
        }
      } catch (error) {
        const verdict = verdictOf(error);
        if (verdict.kind === 'interrupted' && shutdown.signal.aborted) return;
        failed.push({ path: image.path, message: 'failure' in verdict ? verdict.failure.message : (error as Error).message });
      }
      progress.step();
    }),
  );
  progress.stop();
  const interrupted = shutdown.signal.aborted;
  const summary: Summary = { total: images.length + missing.length, converted, unchanged, failed, interrupted, durationMs: Math.round(performance.now() - startedAt) };
  process.stdout.write(json ? `${JSON.stringify(summary)}\n` : formatSummary(summary));
  if (interrupted) return Number(process.exitCode ?? EXIT_CODES.failures);
  const exitCode = failed.length === 0 ? 0 : EXIT_CODES.failures;
  await shutdown.shutdown({ reason: 'done', exitCode });
  return exitCode;
}

function wantedOutput(wishes: OutputParameters, env: NodeJS.ProcessEnv, { maxPixels }: ImageLimits): OutputSpec {
  try {
    const outputs = wantedOutputs(wishes, loadPresets(env['PRESETS_FILE'] || undefined, maxPixels), maxPixels);
    if (outputs.length > 1) throw new OutputSpecError('one output for each image: a preset, or free parameters');
    return outputs[0]!;
  } catch (error) {
    if (!(error instanceof OutputSpecError)) throw error;
    throw new StartError('usage', `convert: ${error.message}`, { cause: error });
  }
}

/** The images as paths from `out`, so that none of them is taken for a target: an original is never overwritten. */
async function sourcesBelow(out: string, images: readonly FoundImage[]): Promise<string[]> {
  const folder = await realpath(out);
  return Promise.all(images.map(async ({ path }) => relative(folder, await realpath(path))));
}

/** On the same file system as the output, so that the last step is a rename. */
async function workFolder(out: string): Promise<string> {
  try {
    await mkdir(out, { recursive: true });
    return await mkdtemp(join(out, '.image-converter-'));
  } catch (cause) {
    throw new StartError('config', `the output folder ${out} cannot be written (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}

async function publish(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rename(file, target);
}

async function sizesOf(image: FoundImage, target: string): Promise<Converted> {
  const [before, after] = await Promise.all([stat(image.path), stat(target)]);
  return { path: image.path, target, bytesBefore: before.size, bytesAfter: after.size };
}
