import type { Logger } from 'pino';
import type { ImagePool } from '../workers/image-pool.js';

/** Workers that come and go; one that died says how. */
export function logWorkers(pool: ImagePool, log: Logger): void {
  pool.on('workerStarted', ({ pid }) => log.info({ worker: pid }, 'worker started'));
  pool.on('workerExited', ({ pid, reason, exitCode, signal, job }) => {
    const level = reason === 'stopped' ? 'info' : 'warn';
    log[level]({ worker: pid, reason, exitCode, signal, during: job }, 'worker ended');
  });
}
