import { channel } from 'node:diagnostics_channel';
import type { FailureReason } from './result/reason.js';

/** Published on `childproof:core-spawn:started` when a process has started. */
export interface RunStartedEvent {
  readonly pid: number;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
}

/** Published on `childproof:core-spawn:ended` for every run, also one that never started. */
export interface RunEndedEvent {
  readonly pid: number | undefined;
  readonly file: string;
  readonly args: readonly string[];
  readonly reason: FailureReason | undefined;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly durationMs: number;
}

const started = channel('childproof:core-spawn:started');
const ended = channel('childproof:core-spawn:ended');

export function announceStart(event: RunStartedEvent): void {
  if (started.hasSubscribers) started.publish(event);
}

export function announceEnd(event: RunEndedEvent): void {
  if (ended.hasSubscribers) ended.publish(event);
}
