import { announceForced, type ShutdownForcedEvent } from '../events.js';
import type { Settings } from '../options/shutdown-options.js';
import { flushOutput } from './flush.js';

const FLUSH_MS = 1_000;

export type ForceExit = (cause: ShutdownForcedEvent['cause'], exitCode: number) => void;

/** Makes what ends the process now, once, with the reason told and what has been printed handed over. */
export function createForceExit({ onForced, describeResources }: Settings, exit: (code: number) => void): ForceExit {
  let forced = false;
  return (cause, exitCode) => {
    if (forced) return;
    forced = true;
    try {
      const event = { cause, exitCode, resources: describeResources() };
      announceForced(event);
      onForced(event);
    } finally {
      void flushOutput(FLUSH_MS).then(() => exit(exitCode));
    }
  };
}
