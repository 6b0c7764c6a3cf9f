/** The other end of an IPC channel, seen from a parent or from a child. */
export interface Peer {
  readonly connected: boolean;
  send(message: unknown): void;
  /** @returns a function that stops listening. */
  listen(onMessage: (message: unknown) => void, onGone: () => void): () => void;
}

/** What has an IPC channel: a `ChildProcess`, `process` in a child, a core-spawn program's `ipc`. */
export interface IpcEndpoint {
  readonly connected?: boolean;
  send?(message: unknown, callback: (error: Error | null) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  off?(event: 'message', listener: (message: unknown) => void): unknown;
  off?(event: 'disconnect', listener: () => void): unknown;
}

export function peerOf(endpoint: IpcEndpoint): Peer {
  return {
    get connected() {
      return endpoint.connected === true;
    },
    send(message) {
      // An error means that it is going, and its end is what counts.
      endpoint.send?.(message, () => {});
    },
    listen(onMessage, onGone) {
      let listening = true;
      const message = (value: unknown): void => {
        if (listening && typeof value === 'object' && value !== null && 'childproof' in value) onMessage(value);
      };
      const gone = (): void => {
        if (listening) onGone();
      };
      endpoint.on('message', message);
      endpoint.on('disconnect', gone);
      return () => {
        listening = false;
        endpoint.off?.('message', message);
        endpoint.off?.('disconnect', gone);
      };
    },
  };
}
