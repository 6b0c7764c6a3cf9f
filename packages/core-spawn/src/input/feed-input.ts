import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Failure } from '../result/verdict.js';
import { checkedPieces } from './checked-pieces.js';
import type { InputSource } from './input-source.js';

/** A program may close its stdin whenever it has read enough: these errors of it are no failures. */
const READER_WENT_AWAY = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'EOF']);

export interface Feeding {
  /** Ends the writing and releases the source, also an endless one: nobody reads any more. */
  stop(): void;
}

/** Writes the input, with backpressure, and closes the pipe behind it. Without an input the pipe is left to the caller. */
export function feedInput(
  stdin: Writable | null,
  input: InputSource | undefined,
  fail: (failure: Failure) => unknown,
): Feeding {
  if (stdin === null) return { stop() {} };
  const failFor = (cause: Error): void => {
    fail({ reason: 'stdio', detail: `could not be given its input: ${cause.message}`, cause });
  };
  stdin.on('error', (cause: NodeJS.ErrnoException) => {
    if (!READER_WENT_AWAY.has(cause.code ?? '')) failFor(cause);
  });
  if (input !== undefined && !isWhole(input)) return pump(input, stdin, failFor);
  if (input !== undefined) stdin.end(input);
  return { stop: () => void stdin.destroy() };
}

function isWhole(input: InputSource): input is string | Uint8Array {
  return typeof input === 'string' || input instanceof Uint8Array;
}

/** Half an input is worse than none: a source that fails or is cut off is a failure, a reader who has had enough is not. */
function pump(input: Exclude<InputSource, string | Uint8Array>, stdin: Writable, failFor: (cause: Error) => void): Feeding {
  const stopping = new AbortController();
  const source = input instanceof Readable && !input.readableObjectMode ? input : Readable.from(checkedPieces(input));
  // Whoever goes first is the cause: the end of one side takes the other along.
  let readerLeft = false;
  const isOurs = (): boolean => !readerLeft && !stopping.signal.aborted;
  for (const event of ['error', 'close']) stdin.once(event, () => (readerLeft = true));
  source.once('error', (cause: Error) => {
    if (isOurs()) failFor(cause);
  });
  source.once('close', () => {
    if (!source.readableEnded && source.errored === null && isOurs()) failFor(new Error('the stream was closed before its end'));
  });
  if (source.destroyed || source.readableEnded) failFor(new Error('the stream was read or closed before the run'));
  else pipeline(source, stdin, { signal: stopping.signal }).catch(() => {}); // told by the events above
  return {
    stop() {
      stopping.abort();
      stdin.destroy();
    },
  };
}
