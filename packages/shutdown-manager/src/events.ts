import { channel } from 'node:diagnostics_channel';
import type { Tampering } from './ownership/tampering.js';
import type { ShutdownReport, StepReport } from './report/report.js';

/** Published on `childproof:shutdown-manager:started`. */
export interface ShutdownStartedEvent {
  readonly reason: string;
}

/** Published on `childproof:shutdown-manager:forced` just before the process is ended by force. */
export interface ShutdownForcedEvent {
  readonly cause: 'second-signal' | 'deadline' | 'lingering';
  readonly exitCode: number;
  /** What was still open and kept the process alive; see the option `describeResources`. */
  readonly resources: string;
}

const started = channel('childproof:shutdown-manager:started');
const stepEnded = channel('childproof:shutdown-manager:step-ended');
const ended = channel('childproof:shutdown-manager:ended');
const forced = channel('childproof:shutdown-manager:forced');
const tampered = channel('childproof:shutdown-manager:tampered');

export function announceStart(event: ShutdownStartedEvent): void {
  if (started.hasSubscribers) started.publish(event);
}

export function announceStep(event: StepReport): void {
  if (stepEnded.hasSubscribers) stepEnded.publish(event);
}

export function announceEnd(event: ShutdownReport): void {
  if (ended.hasSubscribers) ended.publish(event);
}

export function announceForced(event: ShutdownForcedEvent): void {
  if (forced.hasSubscribers) forced.publish(event);
}

export function announceTampering(event: Tampering): void {
  if (tampered.hasSubscribers) tampered.publish(event);
}
