import { createHash } from 'node:crypto';

/**
 * The id of a job: the same content with the same wishes is the same job, on whichever server and however often it is sent.
 *
 * A UUID of version 8 (RFC 9562: application-defined), for the queue's key is one.
 */
export function jobIdOf(contentSha256: string, wishes: unknown): string {
  const hex = createHash('sha256').update(contentSha256).update(JSON.stringify(wishes)).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
