import cluster from 'node:cluster';

/**
 * Lets a cluster worker end by itself: its channel to the primary keeps it alive.
 *
 * Through `cluster`, so that the primary hears of it first and does not take the exit for a crash.
 */
export function leaveCluster(): void {
  if (cluster.isWorker && process.connected) cluster.worker?.disconnect();
}
