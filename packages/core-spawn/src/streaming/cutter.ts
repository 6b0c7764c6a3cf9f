import { StringDecoder } from 'node:string_decoder';

/** Turns the bytes of one stream into what a reader wants. */
export interface Cutter<T> {
  /** `undefined` when nothing is complete yet. */
  cut(chunk: Buffer): T | undefined;
  /** What is left at the end. */
  rest(): T | undefined;
}

/** Bytes as they come. */
export const asBytes: Cutter<Buffer> = { cut: (chunk) => chunk, rest: () => undefined };

/** Text as it comes, cut between characters. */
export function asText(): Cutter<string> {
  const decoder = new StringDecoder('utf8');
  return { cut: (chunk) => decoder.write(chunk) || undefined, rest: () => decoder.end() || undefined };
}
