/** How the command tells the preload what to do; the preload removes it, so that no descendant inherits it. */
export const STARTUP_VARIABLE = 'CHILDPROOF_DIAGNOSTICS_STARTUP';

export interface StartupRequest {
  /** Where the profile goes, as JSON, when the program listens or ends. */
  readonly file: string;
  readonly cpuProfile?: string;
  /** Milliseconds to go on recording after the program listens. */
  readonly afterMs: number;
  /** NODE_OPTIONS as they were before the preload was added; absent when there were none. */
  readonly nodeOptions?: string;
}
