import { RingReader, RingWriter, type RingPiece, type RingPlace } from './buffer-ring.js';
import type { BufferCarrier } from './buffers.js';

/** Below, the message is as fast: two writes and two reads of a file cost as much as some copies. */
const MIN_BYTES = 32 * 1024;

/** Between two processes that share a file in memory. */
export function createRingCarrier(outgoing: RingPlace, incoming: RingPlace): BufferCarrier {
  const writer = new RingWriter(outgoing);
  const reader = new RingReader(incoming);
  return {
    minBytes: MIN_BYTES,
    put: (bytes) => writer.put(bytes),
    take: (carried) => reader.take(carried as RingPiece),
    orTakeBack: (send) => writer.orTakeBack(send),
  };
}
