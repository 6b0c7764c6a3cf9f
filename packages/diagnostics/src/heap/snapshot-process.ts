import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { attach } from '../attach/attach.js';
import type { RemoteSession } from '../inspector/remote-session.js';
import { estimateSnapshot, type SnapshotEstimate } from './estimate.js';

const SNAPSHOT_TIMEOUT_MS = 10 * 60_000;

/**
 * Writes heap snapshots of another process; `announce` is called before that is stopped. It stays attached between two, for
 * V8 counts its objects anew when an inspector is closed, and they could not be told apart.
 */
export function snapshotProcess(pid: number, files: readonly string[], pauseMs: number, announce: (estimate: SnapshotEstimate) => void): Promise<void> {
  return attach(pid, async (session) => {
    for (const [index, file] of files.entries()) {
      if (index > 0) await sleep(pauseMs);
      announce(await estimateRemote(session));
      await snapshotOver(session, file);
    }
  });
}

/** What a snapshot of the process at the other end would cost now. */
export async function estimateRemote(session: RemoteSession): Promise<SnapshotEstimate> {
  return estimateSnapshot(await session.evaluate<number>('process.memoryUsage().heapUsed'));
}

export async function snapshotOver(session: RemoteSession, file: string): Promise<void> {
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
}
