import type { WorkerStats } from '../pool/stats.js';

/** What a worker may reach before somebody is told; `Infinity` is never. */
export interface AlertLimits {
  /** Resident memory in bytes; Linux only. @default Infinity */
  readonly rssBytes: number;
  /** Percent of one processor, over a second, of all its threads; Linux only. @default Infinity */
  readonly cpuPercent: number;
  /** Milliseconds that a heartbeat takes. @default Infinity */
  readonly eventLoopDelayMs: number;
}

export interface WorkerAlert {
  readonly pid: number | undefined;
  readonly threadId: number | undefined;
  readonly kind: keyof AlertLimits;
  readonly value: number;
  readonly limit: number;
}

const INTERVAL_MS = 1_000;

/** Looks at every worker once a second, and tells when it passes a limit: once, until it has been below. */
export class AlertWatch {
  readonly #limits: AlertLimits;
  readonly #onAlert: (alert: WorkerAlert) => void;
  readonly #timer: NodeJS.Timeout;
  /** `<worker> <kind>` of those above. */
  #above = new Set<string>();
  #cpuMs = new Map<string, number>();
  #lookedAt = 0;

  constructor(limits: AlertLimits, workers: () => readonly WorkerStats[], onAlert: (alert: WorkerAlert) => void) {
    this.#limits = limits;
    this.#onAlert = onAlert;
    this.#timer = setInterval(() => this.#look(workers()), INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(workers: readonly WorkerStats[]): void {
    const now = performance.now();
    const elapsedMs = now - this.#lookedAt; // a blocked event loop looks late
    this.#lookedAt = now;
    const before = this.#cpuMs;
    const wasAbove = this.#above;
    this.#cpuMs = new Map();
    this.#above = new Set();
    for (const { pid, threadId, rssBytes, cpuMs, eventLoopDelayMs } of workers) {
      const worker = `${pid} ${threadId}`;
      if (cpuMs !== undefined) this.#cpuMs.set(worker, cpuMs);
      const lastCpuMs = before.get(worker);
      const cpuPercent = cpuMs === undefined || lastCpuMs === undefined ? undefined : ((cpuMs - lastCpuMs) / elapsedMs) * 100;
      const values = { rssBytes, cpuPercent, eventLoopDelayMs };
      for (const kind of ['rssBytes', 'cpuPercent', 'eventLoopDelayMs'] as const) {
        const value = values[kind];
        const limit = this.#limits[kind];
        if (value === undefined || value <= limit) continue;
        this.#above.add(`${worker} ${kind}`);
        if (!wasAbove.has(`${worker} ${kind}`)) this.#onAlert({ pid, threadId, kind, value, limit });
      }
    }
  }
}
