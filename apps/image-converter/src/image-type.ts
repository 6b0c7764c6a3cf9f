/** Formats that are accepted. SVG, TIFF, HEIF and PDF stay out: their loaders are attack surface. */
export type ImageType = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

/** So many bytes from the start of a file decide its type. */
export const SIGNATURE_BYTES = 32;

/** The type by content; names and declared types are never trusted. `undefined` when it is none that is accepted. */
export function imageType(head: Uint8Array): ImageType | undefined {
  const ascii = (from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString('latin1');
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(0, 6))) return 'gif';
  if (ascii(4, 8) === 'ftyp' && /avi[fs]/.test(ascii(8, SIGNATURE_BYTES))) return 'avif';
  return undefined;
}
