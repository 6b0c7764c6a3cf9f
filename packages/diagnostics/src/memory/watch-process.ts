import { setTimeout as sleep } from 'node:timers/promises';
import { attach } from '../attach/attach.js';
import { compareSnapshots } from '../heap/compare-snapshots.js';
import type { SnapshotEstimate } from '../heap/estimate.js';
import { estimateRemote, snapshotOver } from '../heap/snapshot-process.js';
import type { RemoteSession } from '../inspector/remote-session.js';
import { type ProfileNode, SAMPLING_INTERVAL_BYTES, sitesOf } from './allocation-sites.js';
import { GrowthWatch } from './growth-watch.js';
import { measureMemory, type MemorySample } from './sample.js';
import { type MemoryReport, MemorySeries } from './series.js';

type AllowSnapshot = (estimate: SnapshotEstimate, availableBytes: number) => boolean;

export interface WatchOptions {
  readonly forMs: number;
  readonly intervalMs: number;
  /** Ends the watch early; what has been seen is judged. */
  readonly signal: AbortSignal;
  /** Whether heap snapshots are taken too; called before each with what it costs. */
  readonly allowSnapshot?: AllowSnapshot | undefined;
}

const MEASURE = `(${measureMemory.toString()})(process.getBuiltinModule('node:v8').getHeapSpaceStatistics(), process.memoryUsage())`;
const MAX_OVERTIME = 3;
/** A full collection of a large heap takes its time. */
const COLLECT_TIMEOUT_MS = 60_000;

/** Watches another process, which collects its garbage before each sample. */
export function watchProcess(pid: number, options: WatchOptions): Promise<MemoryReport> {
  const series = new MemorySeries();
  return attach(pid, async (session) => {
    const growth = options.allowSnapshot && watchGrowth(session, options.allowSnapshot);
    const isOver = new Promise<false>((resolve) => session.once('close', () => resolve(false)));
    // A process that ends meanwhile has been watched to its end.
    const watching = watch(session, series, growth, options).catch((error: unknown) => (session.isClosed ? false : Promise.reject(error as Error)));
    await Promise.race([isOver, watching]).finally(() => growth?.close());
    return series.report();
  });
}

async function watch(session: RemoteSession, series: MemorySeries, growth: GrowthWatch | undefined, { forMs, intervalMs, signal }: WatchOptions): Promise<void> {
  await session.post('HeapProfiler.startSampling', { samplingInterval: SAMPLING_INTERVAL_BYTES });
  const startedAt = performance.now();
  do {
    await session.post('HeapProfiler.collectGarbage', {}, COLLECT_TIMEOUT_MS);
    const sample: MemorySample = { atMs: Math.round(performance.now() - startedAt), ...(await session.evaluate<Omit<MemorySample, 'atMs'>>(MEASURE)) };
    series.add(sample);
    series.addTrough(sample);
    if (series.wantsSites) series.addSites(await profile(session));
    if (growth !== undefined) await lookAtGrowth(growth, series);
    await sleep(intervalMs, undefined, { signal }).catch(() => {});
  } while (!signal.aborted && goesOn(series, performance.now() - startedAt, forMs));
  await session.post('HeapProfiler.stopSampling');
}

function watchGrowth(session: RemoteSession, allow: AllowSnapshot): GrowthWatch {
  return new GrowthWatch({
    async take(file) {
      const isAllowed = allow(await estimateRemote(session), await session.evaluate<number>('process.availableMemory?.() ?? Number.MAX_SAFE_INTEGER'));
      if (isAllowed) await snapshotOver(session, file);
      return isAllowed;
    },
    compare: compareSnapshots,
  });
}

async function lookAtGrowth(growth: GrowthWatch, series: MemorySeries): Promise<void> {
  if (series.report().verdict.kind === 'leak') series.growth = (await growth.growth()) ?? series.growth;
  else if (series.isSuspected) await growth.suspect(series.count);
}

/** On a busy machine the time may be over before there are enough troughs for a verdict: then a while longer. */
function goesOn(series: MemorySeries, elapsedMs: number, forMs: number): boolean {
  return elapsedMs < forMs || (series.report().verdict.kind === 'undecided' && elapsedMs < forMs * MAX_OVERTIME);
}

async function profile(session: RemoteSession): Promise<ReturnType<typeof sitesOf>> {
  const { profile: found } = (await session.post('HeapProfiler.getSamplingProfile')) as unknown as { profile: { head: ProfileNode } };
  return sitesOf(found.head);
}
