import { DiagnosticsError } from '../errors/diagnostics-error.js';

/** @throws DiagnosticsError `ERR_DIAGNOSTICS_UNSUPPORTED_PLATFORM` anywhere but on Linux. */
export function requireLinux(what: string): void {
  if (process.platform === 'linux') return;
  throw new DiagnosticsError('unsupported-platform', `${what} reads /proc, which ${process.platform} does not have.`);
}
