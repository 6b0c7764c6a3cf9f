/** What the observer tells the probe: whom to ask. */
export interface ProbeTarget {
  readonly urls: readonly string[];
  readonly job: string;
}

/** What the probe tells the observer. */
export interface ProbeSample {
  readonly path: string;
  readonly latencyMs: number;
  readonly workerRssBytes: number;
}

export const PATHS = ['health/live', 'api/status', 'api/jobs'] as const;
