import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Failure } from '../result/verdict.js';
import type { InputSource } from './input-source.js';

/** A program may close its stdin whenever it has read enough: these are no failures. */
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
  const onError = (cause: NodeJS.ErrnoException): void => {
    if (READER_WENT_AWAY.has(cause.code ?? '')) return;
    fail({ reason: 'stdio', detail: `could not be given its input: ${cause.message}`, cause });
  };
  // Made only for a source that has to be stopped: an abort makes an error, which costs more than the rest of this.
  let stopping: AbortController | undefined;
  if (stdin !== null) {
    if (input === undefined || typeof input === 'string' || input instanceof Uint8Array) {
      stdin.on('error', onError);
      if (input !== undefined) stdin.end(input);
    } else {
      const source = input instanceof Readable ? input : Readable.from(input, { objectMode: true });
      const { signal } = (stopping = new AbortController());
      pipeline(source, stdin, { signal }).catch((error: unknown) => {
        if (!signal.aborted) onError(error as Error);
      });
    }
  }
  return {
    stop() {
      stopping?.abort();
      stdin?.destroy();
    },
  };
}
