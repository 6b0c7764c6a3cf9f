import { ShutdownError } from './errors/shutdown-error.js';
import { announceEnd, announceStart } from './events.js';
import type { InFlight } from './in-flight.js';
import type { Settings } from './options/shutdown-options.js';
import type { Tampering } from './ownership/tampering.js';
import type { ForceExit } from './process/force-exit.js';
import { aborted, pause } from './process/pause.js';
import type { ShutdownReport, StepReport } from './report/report.js';
import { exitCodeOf } from './report/exit-code.js';
import type { StartUp } from './start/start-up.js';
import { runPhases } from './steps/run-phases.js';
import type { Step } from './steps/step.js';
import type { StepList } from './steps/step-list.js';

interface Parts {
  readonly settings: Settings;
  readonly steps: StepList;
  readonly inFlight: InFlight;
  /** Aborted when the door is locked. */
  readonly door: AbortController;
  readonly tampering: readonly Tampering[];
  readonly forceExit: ForceExit;
  /** Lets go of what would keep the process from its natural end. */
  readonly letGo: () => void;
}

export interface Run {
  readonly reason: string;
  /** Whether the process ends afterwards. */
  readonly leave: boolean;
  readonly exitCode?: number;
  readonly uncaught?: boolean;
}

/** The one shutdown of a process: it runs once, and who asks again gets the same promise. */
export class Shutdown {
  readonly #parts: Parts;
  readonly #errors: unknown[] = [];
  readonly #reports: StepReport[] = [];
  readonly #startUps = new Set<StartUp>();
  #run: Promise<ShutdownReport> | undefined;
  #report: ShutdownReport | undefined;
  #leaves = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get begun(): boolean {
    return this.#run !== undefined;
  }

  get report(): ShutdownReport | undefined {
    return this.#report;
  }

  /** True while a start is under way. */
  get isStarting(): boolean {
    return this.#startUps.size > 0;
  }

  /** A start that a shutdown gives up, and waits for. */
  includeStart(startUp: StartUp): void {
    this.#startUps.add(startUp);
    void startUp.values.then(() => this.#startUps.delete(startUp), () => {});
  }

  /** True for the error with which a start was given up: who awaits it without a catch makes no second failure of it. */
  hasThrown(error: unknown): boolean {
    return [...this.#startUps].some((startUp) => startUp.hasThrown(error));
  }

  /** An error that began the shutdown, or came on the way: it makes it a failed one, but never begins it anew. */
  blame(error: unknown): void {
    if (this.#errors.includes(error)) return;
    this.#errors.push(error);
    const code = this.#parts.settings.exitCodes.uncaught;
    if (this.#report !== undefined) this.#parts.forceExit('lingering', this.#report.exitCode === 0 ? code : this.#report.exitCode);
  }

  run(run: Run): Promise<ShutdownReport> {
    // Who disposes and is then signalled has to end after all.
    if (run.leave) this.#leaves = true;
    this.#run ??= this.#toTheEnd(run);
    return this.#run;
  }

  async #toTheEnd(run: Run): Promise<ShutdownReport> {
    const { settings, door } = this.#parts;
    const startedAt = performance.now();
    const deadline = new AbortController();
    const deadlineTimer = setTimeout(() => deadline.abort(), settings.deadlineMs);
    announceStart({ reason: run.reason });
    const wasReady = !this.isStarting && run.uncaught !== true;
    await this.#giveUpStarts(run.reason, deadline.signal);
    // A turn later, so that `readiness()` says "not ready" before anything else happens.
    await pause(wasReady ? settings.readinessDelayMs : 0, deadline.signal);

    door.abort(run.reason);
    await runPhases(this.#allSteps(run), { reason: run.reason, deadline: deadline.signal }, (report) => this.#reports.push(report));

    const deadlineExceeded = deadline.signal.aborted;
    const { tampering } = this.#parts;
    const verdict = { reason: run.reason, steps: this.#reports, errors: this.#errors, tampering, deadlineExceeded };
    const exitCode = exitCodeOf(verdict, settings.exitCodes, run);
    const ok = this.#errors.length === 0 && !deadlineExceeded && this.#reports.every(({ status }) => status === 'done');
    const report = { ok, ...verdict, exitCode, durationMs: performance.now() - startedAt };
    await this.#deliver(report, deadline.signal);
    clearTimeout(deadlineTimer);
    this.#report = report;
    if (this.#leaves) this.#leave(report, settings.deadlineMs - (performance.now() - startedAt));
    return report;
  }

  /** What has started, also just now, is undone by the steps that follow. */
  async #giveUpStarts(reason: string, deadline: AbortSignal): Promise<void> {
    const startUps = [...this.#startUps];
    for (const startUp of startUps) startUp.abort(reason);
    if (startUps.length > 0) await Promise.race([Promise.all(startUps.map(({ settled }) => settled)), aborted(deadline)]);
  }

  #allSteps(run: Run): readonly Step[] {
    const { steps, inFlight } = this.#parts;
    // Where a start has failed half-way, the rest was never added: that is no mistake, and would hide the one that was made.
    const isFailure = run.uncaught === true || (run.exitCode ?? 0) !== 0;
    if (!isFailure) this.#tellUnknown(steps);
    const tracked: Step = {
      name: 'tracked work',
      phase: 'drain',
      after: [],
      timeoutMs: Infinity,
      registeredAt: 'track()',
      target: { drains: true, end: () => inFlight.whenEmpty() },
    };
    return [...steps.all(), ...(inFlight.isUsed ? [tracked] : [])];
  }

  #tellUnknown(steps: StepList): void {
    for (const step of steps.all()) {
      for (const name of steps.unknownDependencies(step)) {
        this.#errors.push(new ShutdownError('dependency-unknown', `Step "${step.name}", registered at ${step.registeredAt}, waits for "${name}", which does not exist.`));
      }
    }
  }

  /** A listener that throws or hangs must not keep the process from its end. */
  async #deliver(report: ShutdownReport, deadline: AbortSignal): Promise<void> {
    announceEnd(report);
    try {
      const delivered = Promise.resolve(this.#parts.settings.onReport(report));
      await Promise.race([delivered, deadline.aborted ? pause(LATE_REPORT_MS) : aborted(deadline)]);
    } catch (error) {
      this.#errors.push(error);
    }
  }

  #leave(report: ShutdownReport, leftMs: number): void {
    process.exitCode = report.exitCode;
    const { forceExit, letGo, settings } = this.#parts;
    if (report.deadlineExceeded) return forceExit('deadline', report.exitCode);
    letGo();
    // Not ref'ed: it fires only if something else keeps the loop alive.
    const lingerMs = Math.max(0, Math.min(settings.lingerMs, leftMs));
    setTimeout(() => forceExit('lingering', report.exitCode), lingerMs).unref();
  }
}

/** After the deadline there is no time left but what a log line needs. */
const LATE_REPORT_MS = 100;
