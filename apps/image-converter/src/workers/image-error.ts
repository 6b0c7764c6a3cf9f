import { CONVERT_ERRORS, type ConvertErrorCode } from '../convert-error.js';

/** A fault of the image, not of the service: trying again would not help. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly code: ConvertErrorCode;

  constructor(code: ConvertErrorCode, options?: ErrorOptions) {
    super(CONVERT_ERRORS[code], options);
    this.code = code;
  }
}

/** What libvips says, in the terms of the API. An error of the file system is none of the image's. */
export function toImageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ImageError || 'syscall' in error) return error;
  if (/pixel limit|too large|exceeds/i.test(error.message)) return new ImageError('TOO_MANY_PIXELS', { cause: error });
  if (/no space|write error|unable to write/i.test(error.message)) return error;
  return new ImageError('CORRUPT_IMAGE', { cause: error });
}
