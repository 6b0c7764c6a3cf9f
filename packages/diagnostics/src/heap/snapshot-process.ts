import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { attach } from '../attach/attach.js';
import { estimateSnapshot, type SnapshotEstimate } from './estimate.js';

const SNAPSHOT_TIMEOUT_MS = 10 * 60_000;

/** Writes a heap snapshot of another process; `announce` is called before that is stopped. */
export function snapshotProcess(pid: number, file: string, announce: (estimate: SnapshotEstimate) => void): Promise<void> {
  return attach(pid, async (session) => {
    announce(estimateSnapshot(await session.evaluate<number>('process.memoryUsage().heapUsed')));
    const out = createWriteStream(file);
    const onChunk = ({ chunk }: { readonly chunk: string }): void => void out.write(chunk);
    session.on('HeapProfiler.addHeapSnapshotChunk', onChunk);
    try {
      await session.post('HeapProfiler.takeHeapSnapshot', { reportProgress: false }, SNAPSHOT_TIMEOUT_MS);
    } finally {
      session.off('HeapProfiler.addHeapSnapshotChunk', onChunk);
      out.end();
      await once(out, 'close');
    }
  });
}
