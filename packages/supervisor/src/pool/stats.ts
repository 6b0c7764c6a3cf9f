/** A pool at one moment. */
export interface PoolStats {
  readonly queued: number;
  readonly running: number;
  /** Jobs that gave a result, since the pool was created; likewise below. */
  readonly completed: number;
  /** Jobs that were rejected, for whatever reason. */
  readonly failed: number;
  readonly quarantined: number;
  /** Workers that ended although nobody had asked them to. */
  readonly crashes: number;
  /** Workers that were started in place of one that has died. */
  readonly restarts: number;
  /** Workers that were replaced by plan: `reload()`, `maxJobsPerWorker`, `maxWorkerAgeMs`. */
  readonly recycled: number;
  readonly workers: readonly WorkerStats[];
}

export interface WorkerStats {
  readonly pid: number | undefined;
  /** Of a thread, whose `pid` is that of this process. */
  readonly threadId: number | undefined;
  readonly state: 'starting' | 'idle' | 'busy' | 'ending' | 'gone';
  /** Jobs that it has now: one that it does, and those behind it. */
  readonly assigned: number;
  /** Jobs that this worker has finished. */
  readonly jobs: number;
  /** Resident memory in bytes; `undefined` where the platform does not tell, and for a thread. */
  readonly rssBytes: number | undefined;
  /** The most that it had resident, in bytes; likewise. */
  readonly peakRssBytes: number | undefined;
  /** Milliseconds that it was on a processor, all its threads; likewise. */
  readonly cpuMs: number | undefined;
  /** Milliseconds that it took to answer the last heartbeat, or that it has not answered it by now; `undefined` before the first. */
  readonly eventLoopDelayMs: number | undefined;
  readonly uptimeMs: number;
}
