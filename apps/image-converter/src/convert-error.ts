/** Why an image was refused or could not be converted; the codes are part of the API. */
export const CONVERT_ERRORS = {
  EMPTY_FILE: 'the file is empty',
  UNKNOWN_FORMAT: 'this is not an image in a supported format (JPEG, PNG, WebP, GIF, AVIF)',
  CORRUPT_IMAGE: 'the image is damaged and cannot be read to its end',
  TOO_MANY_PIXELS: 'the image has more pixels than are allowed',
  TOO_MANY_FRAMES: 'the animation has more frames than are allowed',
  BAD_CROP: 'the part to cut out lies outside of the image',
  TIMEOUT: 'the conversion took too long and was ended',
  WORKER_DIED: 'every worker that tried to convert the image died',
  INTERNAL: 'the conversion failed for a reason that has nothing to do with the image',
} as const;

export type ConvertErrorCode = keyof typeof CONVERT_ERRORS;

/** A failure as it is stored with the job and shown to people. */
export interface ConvertFailure {
  readonly code: ConvertErrorCode;
  readonly message: string;
}
