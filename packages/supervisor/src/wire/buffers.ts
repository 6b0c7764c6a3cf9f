import type { RingPiece } from './buffer-ring.js';

/**
 * How large Buffers get from one side to the other beside the message that they belong to.
 *
 * A channel between processes copies each byte several times and in pieces of 64 KiB; between threads a Buffer would
 * arrive as a Uint8Array.
 */
export interface BufferCarrier {
  /** Smaller ones travel in the message itself. */
  readonly minBytes: number;
  /** `undefined` when there is no room now: then it travels in the message after all. */
  put(bytes: Uint8Array): CarriedBytes | undefined;
  take(carried: CarriedBytes): Buffer;
  /** Does `send`; when it throws, what it has put is taken back. */
  orTakeBack(send: () => void): void;
}

/** Where the bytes are: in a ring, or in the message of a thread. */
type CarriedBytes = RingPiece | Uint8Array;

/** A Buffer that is not in the message: a property of the value, or with `null` the value itself. */
export type CarriedBuffer = readonly [key: string | null, bytes: CarriedBytes, isBuffer: boolean];

export interface Packed {
  readonly value: unknown;
  readonly buffers?: readonly CarriedBuffer[];
}

/**
 * Takes large Buffers out of a value: the value itself, or a direct property of a plain object.
 *
 * Not deeper: every small job would pay for the search.
 */
export function pack(value: unknown, carrier: BufferCarrier | undefined): Packed {
  if (carrier === undefined || typeof value !== 'object' || value === null) return { value };
  if (value instanceof Uint8Array) {
    const carried = carry(null, value, carrier);
    return carried === undefined ? { value } : { value: null, buffers: [carried] };
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return { value };
  let buffers: CarriedBuffer[] | undefined;
  let rest: Record<string, unknown> | undefined;
  for (const key in value) {
    const property = (value as Record<string, unknown>)[key];
    if (!(property instanceof Uint8Array)) continue;
    const carried = carry(key, property, carrier);
    if (carried === undefined) continue;
    rest ??= { ...value };
    rest[key] = null; // keeps the order of the keys
    (buffers ??= []).push(carried);
  }
  return buffers === undefined ? { value } : { value: rest, buffers };
}

/** The value as it was. */
export function unpack(value: unknown, buffers: readonly CarriedBuffer[], carrier: BufferCarrier | undefined): unknown {
  if (carrier === undefined) return value;
  for (const [key, carried, isBuffer] of buffers) {
    const buffer = carrier.take(carried);
    const bytes = isBuffer ? buffer : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    if (key === null) return bytes;
    (value as Record<string, unknown>)[key] = bytes;
  }
  return value;
}

/** Does `send`; when it throws, what was packed for it is taken back. */
export function sendOrTakeBack(carrier: BufferCarrier | undefined, send: () => void): void {
  if (carrier === undefined) send();
  else carrier.orTakeBack(send);
}

function carry(key: string | null, bytes: Uint8Array, carrier: BufferCarrier): CarriedBuffer | undefined {
  if (bytes.length < carrier.minBytes) return undefined;
  const carried = carrier.put(bytes);
  return carried && [key, carried, Buffer.isBuffer(bytes)];
}
