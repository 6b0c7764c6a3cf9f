import type { PoolSettings } from '../pool/pool-settings.js';
import { ProcessRuntime } from './process-runtime.js';
import type { Runtime, RuntimeListener } from './runtime.js';
import { ThreadRuntime } from './thread-runtime.js';

export function createRuntime(file: string, settings: PoolSettings, listener: RuntimeListener): Runtime {
  return settings.runtime === 'thread' ? new ThreadRuntime(file, settings, listener) : new ProcessRuntime(file, settings, listener);
}
