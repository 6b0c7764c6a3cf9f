import { once } from 'node:events';
import type { Worker } from 'node:cluster';

/** What a primary asks each of its cluster workers, as a message over its channel. */
export const SHUT_DOWN = 'childproof:shut-down';
/** What the shutdown manager of a worker answers. A worker without one stays silent. */
export const SHUTTING_DOWN = 'childproof:shutting-down';

/** In which a worker that has a manager answers. */
const ANSWER_MS = 500;

/**
 * Asks a worker of node:cluster to end, and settles when it has.
 *
 * One that has a shutdown manager ends in its own order. One that has none is told to disconnect, which closes its servers, its
 * idle connections and its channel; that alone would never end under keep-alive traffic, and drop requests on the way.
 */
export async function endClusterWorker(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
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
