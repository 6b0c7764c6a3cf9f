export { guardProcess } from './guard-process.js';
export type { Guard, GuardStatus } from './guard.js';
export { killTree } from './kill-tree.js';
export { listDescendants, type DescendantProcess } from './list-descendants.js';
export type { EndingOptions } from './options/ending-options.js';
export { GuardError, isGuardError } from './errors/guard-error.js';
export type { GuardErrorCode, GuardErrorReason } from './errors/reason.js';
export type { GuardedEvent, GuardSweptEvent, WatchdogLostEvent } from './events.js';
