import type { SupervisorOptions } from './child-spec.js';
import { Supervisor } from './supervisor.js';
import { resolveSupervisorSettings } from './supervisor-settings.js';

/**
 * Starts programs in order and keeps them running: a child that dies comes back, with growing delays, until too many have died
 * within a window; then all are stopped and `ended` says `'gave-up'`.
 *
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION` or `ERR_WORKER_MODULE`, at once.
 * @example
 * const supervisor = createSupervisor({
 *   strategy: 'rest-for-one',
 *   children: [
 *     { name: 'cache', command: 'redis-server', ready: () => waitForPort(6379) },
 *     { name: 'api', module: new URL('./api.js', import.meta.url), ready: 'message', memoryLimitBytes: 512 * 1024 * 1024 },
 *   ],
 * });
 * await supervisor.ready;
 */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  return new Supervisor(resolveSupervisorSettings(options));
}
