export { backoffDelayMs, type BackoffOptions } from './backoff.js';
export { fs, util } from './builtins.js';
export { endClusterWorker, SHUT_DOWN, SHUTTING_DOWN } from './cluster-worker.js';
export { defineErrorBrand, type ErrorBrand } from './error-brand.js';
export { followAbort } from './follow-abort.js';
export { nearestName } from './nearest-name.js';
export { checkOptions, type OptionRule } from './options.js';
export {
  abortSignal,
  anyFunction,
  boolean,
  durationMs,
  integer,
  nonEmptyString,
  oneOf,
  or,
  plainObject,
  ratio,
  signalName,
} from './option-rules.js';
export { readMemory, readProcessUsage, type ProcessUsage } from './process-usage.js';
export { isAlive, listProcesses, readProcess, type ProcessEntry } from './process-table.js';
