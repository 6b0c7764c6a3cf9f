import type { ConvertFailure } from '../convert-error.js';
import type { ConvertOutput } from '../workers/convert-image.js';

/** What is stored with a queued image. */
export interface ImageJobData {
  /** The name that the sender gave the file; for people only. */
  readonly name: string;
  readonly preset: string;
}

/** How a job ended. A failed image is a completed job, and is not tried again. */
export type ImageJobOutcome =
  | { readonly status: 'done'; readonly result: ConvertOutput }
  | { readonly status: 'failed'; readonly failure: ConvertFailure };

/** A job as the API shows it. */
export interface ImageJob {
  readonly id: string;
  readonly name: string;
  readonly preset: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** Share that is done, 0 to 1. */
  readonly progress: number;
  readonly result?: ConvertOutput;
  readonly failure?: ConvertFailure;
}
