import { setTimeout as sleep } from 'node:timers/promises';

/** What the observer tells the probe: whom to ask. */
export interface ProbeTarget {
  readonly urls: readonly string[];
  readonly job: string;
}

/** What the probe tells the observer. */
export interface ProbeSample {
  readonly latencyMs: number;
  readonly workerRssBytes: number;
}

// A process of its own, as a page that looks on is: what its neighbours compute must not look like a slow server.
const PAUSE_MS = 20;
let target: ProbeTarget = { urls: [], job: '' };
process.on('message', (message: ProbeTarget) => (target = message));
process.on('disconnect', () => process.exit());

for (let turn = 0; ; turn++) {
  await sleep(PAUSE_MS);
  const url = target.urls[turn % Math.max(1, target.urls.length)];
  if (url === undefined) continue;
  const path = ['health/live', 'api/status', `api/jobs/${target.job}`][turn % 3]!;
  const startedAt = performance.now();
  try {
    const response = await fetch(new URL(path, url));
    const { workers = [] } = (await response.json()) as { workers?: { rssBytes?: number }[] };
    const sample: ProbeSample = { latencyMs: performance.now() - startedAt, workerRssBytes: Math.max(0, ...workers.map(({ rssBytes = 0 }) => rssBytes)) };
    process.send!(sample);
  } catch {
    // Not up: that is another figure.
  }
}
