import type { ProcessUsage } from '@childproof/internal';

/** How a child has ended. */
export interface ChildEnding {
  /** `exited` by itself; `stopped` because it was asked to; the others because of what it did, or failed to do. */
  readonly reason: 'exited' | 'stopped' | 'not-ready' | 'unhealthy' | 'memory' | 'gave-up';
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One life of a child, from its start to its end; a restart makes a new one. */
export interface ManagedChild {
  readonly pid: number | undefined;
  /** Resolves true when it is ready, false when it ended before. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<ChildEnding>;
  usage(): ProcessUsage | undefined;
  /** Settles when nobody of its tree is left. */
  stop(): Promise<void>;
}

/** An end that nobody has to be told of: exit code 0, or asked for. */
export function isNormal({ reason, exitCode }: ChildEnding): boolean {
  return reason === 'stopped' || (reason === 'exited' && exitCode === 0);
}
