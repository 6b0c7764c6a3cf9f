import { defineErrorBrand } from '@childproof/internal';
import { ERROR_CODES, type DiagnosticsErrorCode, type DiagnosticsErrorReason } from './reason.js';

const brand = defineErrorBrand('@childproof/diagnostics:DiagnosticsError');

/**
 * A process that cannot be asked, or a call that was refused; `reason` and `code` say which.
 *
 * `instanceof` holds across the ESM and CommonJS builds.
 */
export class DiagnosticsError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return brand.has(value);
  }

  declare readonly reason: DiagnosticsErrorReason;
  declare readonly code: DiagnosticsErrorCode;

  constructor(reason: DiagnosticsErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    Object.assign(this, { reason, code: ERROR_CODES[reason] });
  }
}

Object.defineProperty(DiagnosticsError.prototype, 'name', { value: 'DiagnosticsError', configurable: true, writable: true });
Object.defineProperty(DiagnosticsError.prototype, brand.symbol, { value: true });
