import { announceForced, type ShutdownForcedEvent } from '../events.js';
import { flushOutput } from './flush.js';

const FLUSH_MS = 1_000;

/** Ends the process now, with what has been printed handed over. */
export function forceExit(cause: ShutdownForcedEvent['cause'], exitCode: number): void {
  announceForced(cause, exitCode);
  void flushOutput(FLUSH_MS).then(() => process.exit(exitCode));
}
