import { replace } from '../record/replace.js';
import { trackCallback } from '../record/track-pending.js';

const zlib = process.getBuiltinModule('node:zlib');

/** Streams, which the functions that call back make too, hold the program open while a chunk of theirs is worked on. */
export function recordZlib(): void {
  const base = Object.getPrototypeOf(Object.getPrototypeOf(zlib.Gzip.prototype)) as object;
  replace(base, '_transform', (original) =>
    trackCallback(original, ([data], stream) => ({ kind: 'zlib', detail: `${(stream as object).constructor.name}, ${size(data)}`, ref: true })),
  );
}

function size(data: unknown): string {
  const length = (data as { readonly byteLength?: number } | null | undefined)?.byteLength ?? (data as string | null | undefined)?.length;
  return `${length ?? 0} bytes`;
}
