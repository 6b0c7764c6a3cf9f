/** What the manager of a primary asks each worker, as a message over its channel. */
export const SHUT_DOWN = 'childproof:shut-down';
/** What the manager of a worker answers. A worker without one stays silent. */
export const SHUTTING_DOWN = 'childproof:shutting-down';
