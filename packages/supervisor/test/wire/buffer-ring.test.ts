import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { RingReader, RingWriter, type RingPiece } from '../../src/wire/buffer-ring.js';

const CAPACITY = 100;

function openRing(): { writer: RingWriter; reader: RingReader } {
  const descriptor = openSync(join(temporaryFolder(), 'ring'), 'w+');
  onTestFinished(() => closeSync(descriptor));
  const place = { descriptor, start: 64, capacityBytes: CAPACITY, counterAt: 8 };
  return { writer: new RingWriter(place), reader: new RingReader(place) };
}

const filled = (length: number, value: number): Buffer => Buffer.alloc(length, value);

test('pieces of any length come out as they went in, round after round', () => {
  const { writer, reader } = openRing();
  const inFlight: [RingPiece, Buffer][] = [];
  let put = 0;
  let refused = 0;
  for (let step = 0; step < 2_000; step++) {
    const bytes = filled(1 + ((step * 37) % 60), step % 251);
    const piece = writer.put(bytes);
    if (piece !== undefined) inFlight.push([piece, bytes]);
    put += Number(piece !== undefined);
    refused += Number(piece === undefined);
    // Sometimes one is taken, sometimes two, sometimes none.
    for (let count = step % 3; count > 0 && inFlight.length > 0; count--) {
      const [oldest, expected] = inFlight.shift()!;
      expect(reader.take(oldest)).toEqual(expected);
    }
  }
  expect(put).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(100);
});

test('one piece at a time always lies at the start, so that memory is used only once', () => {
  const { writer, reader } = openRing();
  for (let round = 0; round < 5; round++) {
    const piece = writer.put(filled(80, round))!;
    expect(piece.offset).toBe(0);
    reader.take(piece);
  }
});

test('what was put for a message that could not be sent makes room again', () => {
  const { writer, reader } = openRing();
  const first = writer.put(filled(30, 1))!;
  const send = (): void => {
    reader.take(first); // the other side goes on meanwhile
    writer.put(filled(30, 2));
    writer.put(filled(30, 3));
    throw new Error('cannot be cloned');
  };
  expect(() => writer.orTakeBack(send)).toThrow('cannot be cloned');
  const next = writer.put(filled(CAPACITY, 4));
  expect(next).toBeDefined();
  expect(reader.take(next!)).toEqual(filled(CAPACITY, 4));
});

test('a piece that is larger than the ring is refused', () => {
  const { writer } = openRing();
  expect(writer.put(filled(CAPACITY + 1, 1))).toBeUndefined();
});
