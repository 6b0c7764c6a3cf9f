import { defineErrorBrand } from '@childproof/internal';
import { ERROR_CODES, type ShutdownErrorCode, type ShutdownErrorReason } from './reason.js';

const brand = defineErrorBrand('@childproof/shutdown-manager:ShutdownError');

/**
 * A call that was refused, or the failure of a step that hung; `reason` and `code` say which.
 *
 * `instanceof` holds across the ESM and CommonJS builds.
 */
export class ShutdownError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return brand.has(value);
  }

  declare readonly reason: ShutdownErrorReason;
  declare readonly code: ShutdownErrorCode;

  constructor(reason: ShutdownErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    Object.assign(this, { reason, code: ERROR_CODES[reason] });
  }
}

Object.defineProperty(ShutdownError.prototype, 'name', { value: 'ShutdownError', configurable: true, writable: true });
Object.defineProperty(ShutdownError.prototype, brand.symbol, { value: true });

/** True for a `ShutdownError`, also one from the other build or another copy of this package. */
export function isShutdownError(value: unknown): value is ShutdownError {
  return brand.has(value);
}
