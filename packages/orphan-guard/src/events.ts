import { channel } from 'node:diagnostics_channel';

/** Published on `childproof:orphan-guard:guarded` when the process has been marked and its watchdogs are watching. */
export interface GuardedEvent {
  readonly id: string;
  readonly watchdogPids: readonly number[];
}

/** Published on `childproof:orphan-guard:watchdog-lost` when one of the two watchdogs has ended unasked; another pair is started. */
export interface WatchdogLostEvent {
  readonly id: string;
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Published on `childproof:orphan-guard:swept` when a sweep that was asked for has left nobody. */
export interface GuardSweptEvent {
  readonly id: string;
  /** How many processes there were when it began. */
  readonly found: number;
}

const guarded = channel('childproof:orphan-guard:guarded');
const watchdogLost = channel('childproof:orphan-guard:watchdog-lost');
const swept = channel('childproof:orphan-guard:swept');

export function announceGuarded(event: GuardedEvent): void {
  if (guarded.hasSubscribers) guarded.publish(event);
}

export function announceWatchdogLost(event: WatchdogLostEvent): void {
  if (watchdogLost.hasSubscribers) watchdogLost.publish(event);
}

export function announceSwept(event: GuardSweptEvent): void {
  if (swept.hasSubscribers) swept.publish(event);
}
