/** What became of one attempt at a job whose worker died. */
export interface JobAttempt {
  /** Process id of the worker; `undefined` when it could not be started. */
  readonly pid: number | undefined;
  /** How the worker ended: by itself, or because the pool ended it. */
  readonly reason: 'crashed' | 'unhealthy' | 'memory' | 'timeout';
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what the worker wrote to stderr; empty unless `output` is `'capture'`. */
  readonly stderr: string;
  /** Milliseconds from handing the job over to the death of the worker. */
  readonly durationMs: number;
}
