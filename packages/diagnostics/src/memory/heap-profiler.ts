import type { Session } from 'node:inspector';
import { type AllocationSite, type ProfileNode, SAMPLING_INTERVAL_BYTES, sitesOf } from './allocation-sites.js';

/** Asks V8's heap profiler of this process; it samples allocations for as long as the profiler is open. */
export interface HeapProfiler {
  collectGarbage(): void;
  sites(): ReadonlyMap<string, AllocationSite>;
  close(): void;
}

/** `undefined` where there is no inspector. */
export function openHeapProfiler(): HeapProfiler | undefined {
  let session: Session;
  try {
    session = new (process.getBuiltinModule('node:inspector').Session)();
    session.connect();
  } catch {
    return undefined;
  }
  session.post('HeapProfiler.startSampling', { samplingInterval: SAMPLING_INTERVAL_BYTES });
  return {
    collectGarbage: () => session.post('HeapProfiler.collectGarbage'),
    sites() {
      let head: ProfileNode | undefined;
      session.post('HeapProfiler.getSamplingProfile', (error, result) => {
        if (error === null) head = (result as { profile: { head: ProfileNode } }).profile.head;
      });
      return head === undefined ? new Map<string, AllocationSite>() : sitesOf(head);
    },
    close() {
      session.post('HeapProfiler.stopSampling');
      session.disconnect();
    },
  };
}
