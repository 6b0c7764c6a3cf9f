/** Why a worker is gone: `crashed` by itself, all else because the pool has ended it. */
export type DeathReason = 'crashed' | 'unhealthy' | 'memory' | 'timeout' | 'aborted' | 'stopped';

export interface WorkerDeath {
  readonly reason: DeathReason;
  readonly pid: number | undefined;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Jobs that it had finished. */
  readonly jobsDone: number;
}
