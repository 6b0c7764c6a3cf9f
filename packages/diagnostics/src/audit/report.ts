import type { ActiveResource } from '../resources/resource.js';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

/** How much a failed check weighs: `critical` loses requests or hangs, `major` is seen in operation, `minor` is a nuisance. */
export type Severity = 'critical' | 'major' | 'minor';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly severity: Severity;
  /** What was seen, in a sentence. */
  readonly seen: string;
  /** What to do about it; absent when the check passed. */
  readonly advice?: string;
}

/** A process that outlived the server. */
export interface Leftover {
  readonly pid: number;
  readonly command: string;
  /** True when it has a session of its own, as daemons do. */
  readonly isDaemon: boolean;
}

export interface LoadFigures {
  readonly connections: number;
  readonly answered: number;
  readonly answersPerSecond: number;
  /** Answers with status 500 or above. */
  readonly serverErrors: number;
  /** Milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface AuditReport {
  readonly command: readonly string[];
  readonly grade: Grade;
  readonly checks: readonly Check[];
  readonly figures: {
    readonly port?: number;
    /** From the start of the process, the median of its starts. */
    readonly listeningMs?: number;
    readonly load?: LoadFigures;
    /** Requests that were written on an established connection and got no complete answer, after SIGTERM. */
    readonly dropped?: number;
    readonly exitMs?: number;
    readonly exitCode?: number | null;
    readonly exitSignal?: NodeJS.Signals | null;
    readonly secondSignalMs?: number;
  };
  readonly leftAfterExit: readonly Leftover[];
  readonly leftAfterKill: readonly Leftover[];
  /** What held it open when it should have ended; empty when it did, or could not be asked. */
  readonly heldOpenBy: readonly ActiveResource[];
  /** The end of what it printed; only of a server that did not come up. */
  readonly output?: string;
}
