import { defineErrorBrand } from '@childproof/internal';
import { ERROR_CODES, type GuardErrorCode, type GuardErrorReason } from './reason.js';

const brand = defineErrorBrand('@childproof/orphan-guard:GuardError');

/**
 * A guard that could not be set up, or could not do what was asked; `reason` and `code` say which.
 *
 * `instanceof` holds across the ESM and CommonJS builds.
 */
export class GuardError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return brand.has(value);
  }

  declare readonly reason: GuardErrorReason;
  declare readonly code: GuardErrorCode;

  constructor(reason: GuardErrorReason, message: string, options?: { readonly cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    Object.assign(this, { reason, code: ERROR_CODES[reason] });
  }
}

Object.defineProperty(GuardError.prototype, 'name', { value: 'GuardError', configurable: true, writable: true });
Object.defineProperty(GuardError.prototype, brand.symbol, { value: true });

/** True for a `GuardError`, also one from the other build or another copy of this package. */
export function isGuardError(value: unknown): value is GuardError {
  return brand.has(value);
}
