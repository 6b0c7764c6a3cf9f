import { setTimeout as sleep } from 'node:timers/promises';
import { PATHS, type ProbeSample, type ProbeTarget } from './probe-messages.js';

// A process of its own, as a page that looks on is: what its neighbours compute must not look like a slow server.
const PAUSE_MS = 20;
let target: ProbeTarget = { urls: [], job: '' };
process.on('message', (message: ProbeTarget) => (target = message));
process.on('disconnect', () => process.exit());

for (let turn = 0; ; turn++) {
  await sleep(PAUSE_MS);
  const url = target.urls[turn % Math.max(1, target.urls.length)];
  if (url === undefined) continue;
  const path = PATHS[turn % PATHS.length]!;
  const startedAt = performance.now();
  try {
    const response = await fetch(new URL(path === 'api/jobs' ? `${path}/${target.job}` : path, url));
    const { workers = [] } = (await response.json()) as { workers?: { rssBytes?: number; peakRssBytes?: number }[] };
    const workerRssBytes = Math.max(0, ...workers.map(({ rssBytes = 0, peakRssBytes = 0 }) => Math.max(rssBytes, peakRssBytes)));
    const sample: ProbeSample = { path, latencyMs: performance.now() - startedAt, workerRssBytes };
    process.send!(sample);
  } catch {
    // Not up: that is another figure.
  }
}
