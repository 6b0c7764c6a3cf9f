import type { ShutdownForcedEvent } from '../events.js';

const CAUSES: Readonly<Record<ShutdownForcedEvent['cause'], string>> = {
  'second-signal': 'at a second signal',
  deadline: 'at the deadline',
  lingering: 'because the process did not end by itself after the last step',
};

/** The default `onForced`: an end by force must not go unexplained either. */
export function printForced({ cause, exitCode, resources }: ShutdownForcedEvent): void {
  process.stderr.write(`Shutdown forced ${CAUSES[cause]}, exit code ${exitCode}; still open: ${resources || 'nothing that Node tells of'}\n`);
}
