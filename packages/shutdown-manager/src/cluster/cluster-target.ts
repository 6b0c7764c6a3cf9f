import cluster, { type Cluster, type Worker } from 'node:cluster';
import { endClusterWorker } from '@childproof/internal';
import type { Target } from '../targets/target.js';

export function isCluster(value: unknown): value is Cluster {
  return value === cluster;
}

/** Every worker is asked to shut down, and waited for; at the limit it is killed. */
export function clusterTarget(): Target {
  return {
    drains: true,
    async end({ signal }) {
      const workers = Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => worker?.isDead() === false);
      signal.addEventListener('abort', () => workers.forEach((worker) => void worker.process.kill('SIGKILL')), { once: true });
      await Promise.all(workers.map(endClusterWorker));
    },
  };
}
