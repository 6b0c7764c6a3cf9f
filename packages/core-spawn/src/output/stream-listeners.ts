import type { Readable } from 'node:stream';

export interface StreamListeners {
  error(cause: Error): void;
  data(chunk: Buffer): void;
  /** The last call. */
  close(): void;
}

/**
 * Hears a stream out, and holds on to nothing afterwards.
 *
 * V8 frees a closed pipe, with all that its listeners refer to, only after two collections. If that were the whole run,
 * this process would grow with every run, and with its memory grows what each fork costs.
 */
export function listenTo(stream: Readable, heard: StreamListeners): void {
  let listeners: StreamListeners | undefined = heard;
  stream.on('error', (cause) => listeners?.error(cause));
  stream.on('data', (chunk: Buffer) => listeners?.data(chunk));
  // Node would first shut down the half that nobody writes to, and close the socket only when that is done.
  stream.on('end', () => stream.destroy());
  stream.on('close', () => {
    listeners?.close();
    listeners = undefined;
  });
}
