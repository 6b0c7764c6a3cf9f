import type { Isolation } from '../options/guard-options.js';
import { Cgroup } from './cgroup.js';
import { requirePidNamespace } from './pid-namespace.js';

/** @throws GuardError `ERR_GUARD_ISOLATION_UNAVAILABLE` where what was asked for cannot be had: never silently weaker. */
export function isolate(isolation: Isolation, id: string): Cgroup | undefined {
  if (isolation === 'cgroup') return new Cgroup(id);
  if (isolation === 'pid-namespace') requirePidNamespace();
  return undefined;
}
