import { channel } from 'node:diagnostics_channel';
import type { ShutdownReport, StepReport } from './report/report.js';

/** Published on `childproof:shutdown-manager:started`. */
export interface ShutdownStartedEvent {
  readonly reason: string;
}

/** Published on `childproof:shutdown-manager:forced` just before the process is ended by force. */
export interface ShutdownForcedEvent {
  readonly cause: 'second-signal' | 'deadline' | 'lingering';
  readonly exitCode: number;
  /** Kinds of handles that were still open; see process.getActiveResourcesInfo(). */
  readonly resources: readonly string[];
}

const started = channel('childproof:shutdown-manager:started');
const stepEnded = channel('childproof:shutdown-manager:step-ended');
const ended = channel('childproof:shutdown-manager:ended');
const forced = channel('childproof:shutdown-manager:forced');

export function announceStart(event: ShutdownStartedEvent): void {
  if (started.hasSubscribers) started.publish(event);
}

export function announceStep(event: StepReport): void {
  if (stepEnded.hasSubscribers) stepEnded.publish(event);
}

export function announceEnd(event: ShutdownReport): void {
  if (ended.hasSubscribers) ended.publish(event);
}

export function announceForced(cause: ShutdownForcedEvent['cause'], exitCode: number): void {
  if (forced.hasSubscribers) forced.publish({ cause, exitCode, resources: process.getActiveResourcesInfo() } satisfies ShutdownForcedEvent);
}
