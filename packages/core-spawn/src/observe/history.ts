import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { checkOptions, integer } from '@childproof/internal';
import type { RunEndedEvent } from '../events.js';

/** One run that has ended. */
export interface RunRecord extends RunEndedEvent {
  /** When it ended. */
  readonly endedAt: Date;
}

export interface HistoryOptions {
  /** Only so many of the latest are kept. @default 100 */
  readonly maxRuns?: number | undefined;
}

/** What has run lately in this process, oldest first. */
export interface History extends Disposable {
  readonly runs: readonly RunRecord[];
  /** Stops recording; idempotent. What is recorded stays. */
  stop(): void;
}

const ENDED = 'childproof:core-spawn:ended';

/**
 * Keeps the latest runs of the whole process, whoever started them: command, outcome, duration, cost.
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`, at once.
 * @example
 * using history = recordHistory();
 * await run('git', ['fetch']);
 * console.table(history.runs.map(({ file, reason, durationMs }) => ({ file, reason, durationMs })));
 */
export function recordHistory(options: HistoryOptions = {}): History {
  checkOptions('recordHistory', { maxRuns: integer({ min: 1 }) }, options);
  const { maxRuns = 100 } = options;
  const runs: RunRecord[] = [];
  const record = (message: unknown): void => {
    runs.push({ ...(message as RunEndedEvent), endedAt: new Date() });
    if (runs.length > maxRuns) runs.shift();
  };
  subscribe(ENDED, record);
  const stop = (): void => void unsubscribe(ENDED, record);
  return { runs, stop, [Symbol.dispose]: stop };
}
