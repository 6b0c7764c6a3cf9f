import { once } from 'node:events';
import cluster, { type Cluster, type Worker } from 'node:cluster';
import type { Target } from '../targets/target.js';
import { SHUT_DOWN, SHUTTING_DOWN } from './messages.js';

/** In which a worker that has a manager answers. */
const ANSWER_MS = 500;

export function isCluster(value: unknown): value is Cluster {
  return value === cluster;
}

/**
 * Every worker is asked to shut down, and waited for; at the limit it is killed.
 *
 * One that has a manager does so in its own order. One that has none is told to disconnect, which closes its servers, its idle
 * connections and its channel; that alone would never end under keep-alive traffic, and drop requests on the way.
 */
export function clusterTarget(): Target {
  return {
    drains: true,
    async end({ signal }) {
      const workers = Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => worker?.isDead() === false);
      signal.addEventListener('abort', () => workers.forEach((worker) => void worker.process.kill('SIGKILL')), { once: true });
      await Promise.all(workers.map(endWorker));
    },
  };
}

async function endWorker(worker: Worker): Promise<void> {
  const exit = once(worker, 'exit');
  if (worker.isConnected() && !(await hasManager(worker)) && worker.isConnected()) worker.disconnect();
  await exit;
}

async function hasManager(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => conclude(false), ANSWER_MS);
    const onMessage = (message: unknown): void => {
      if (message === SHUTTING_DOWN) conclude(true);
    };
    const onGone = (): void => conclude(true);
    const conclude = (answer: boolean): void => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('disconnect', onGone);
      resolve(answer);
    };
    worker.on('message', onMessage);
    worker.once('disconnect', onGone);
    worker.send(SHUT_DOWN, undefined, () => {}); // that it has gone meanwhile is told by its disconnect
  });
}
