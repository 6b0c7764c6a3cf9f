import { GuardError } from '../errors/guard-error.js';

/** @throws GuardError `ERR_GUARD_UNSUPPORTED_PLATFORM` anywhere but on Linux. */
export function requireLinux(call: string, platforms = 'Linux'): void {
  if (process.platform === 'linux') return;
  throw new GuardError('unsupported-platform', `${call} works on ${platforms} only so far; this is ${process.platform}.`);
}
