import type { ConvertFailure } from '../convert-error.js';
import type { Fault } from '../faults/fault.js';
import type { OutputSpec } from '../outputs/output-spec.js';
import type { ConvertOutput } from '../workers/convert-image.js';

/** What is stored with a queued image. */
export interface ImageJobData {
  /** The name that the sender gave the file; for people only. */
  readonly name: string;
  /** As they were when the job was made: presets that change later do not change it. */
  readonly outputs: readonly OutputSpec[];
  /** Told of the end. */
  readonly webhook?: string;
  /** Ordered with the upload; see FAULT_INJECTION. */
  readonly fault?: Fault;
  /** Workers that died on it, first to last. */
  readonly attempts?: readonly FailedAttempt[];
  /** How often the machine was not able to do it. */
  readonly setbacks?: number;
}

/** A worker that died on a job, or was ended because of it. */
export interface FailedAttempt {
  readonly at: string;
  readonly pid: number | undefined;
  /** `crashed`, `unhealthy`, `memory` or `timeout`. */
  readonly reason: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the worker wrote to stderr. */
  readonly log: string;
  readonly durationMs: number | undefined;
}

/** How a job ended. A failed image is a completed job, and is not tried again. */
export type ImageJobOutcome =
  | { readonly status: 'done'; readonly result: ConvertOutput }
  | { readonly status: 'failed'; readonly failure: ConvertFailure };

/** A job as the API shows it. */
export interface ImageJob {
  readonly id: string;
  readonly name: string;
  /** Names of the outputs. */
  readonly outputs: readonly string[];
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Share that is done, 0 to 1. */
  readonly progress: number;
  readonly attempts: readonly FailedAttempt[];
  readonly result?: ConvertOutput;
  readonly failure?: ConvertFailure;
}

/** What clients see of a job with this state. */
export function showJob(
  id: string,
  { name, outputs, attempts = [] }: ImageJobData,
  change: Pick<ImageJob, 'state' | 'progress'> & Partial<ImageJob>,
): ImageJob {
  return { id, name, outputs: outputs.map((output) => output.name), attempts, ...change };
}
