import { GuardError } from '../errors/guard-error.js';

export function isolationUnavailable(detail: string, cause?: unknown): GuardError {
  return new GuardError('isolation-unavailable', `The isolation that was asked for cannot be had here: ${detail}`, { cause });
}
