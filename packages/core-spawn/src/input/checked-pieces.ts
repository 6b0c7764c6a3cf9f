import { util } from '@childproof/internal';

/**
 * The pieces of an iterable, each of which has to be a string or bytes.
 *
 * Not a generator: its `return()` would wait for a piece that is still awaited, and an idle source would not be released.
 */
export function checkedPieces(input: Iterable<unknown> | AsyncIterable<unknown>): AsyncIterable<string | Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
      return {
        async next() {
          const result: IteratorResult<unknown> = await iterator.next();
          return result.done === true ? { done: true, value: undefined } : { done: false, value: checked(result.value) };
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function checked(piece: unknown): string | Uint8Array {
  if (typeof piece === 'string' || piece instanceof Uint8Array) return piece;
  throw new TypeError(`the input has given ${util.inspect(piece, { depth: 0 })}; expected strings and bytes`);
}
