import type { MessagePort } from 'node:worker_threads';
import { ThreadCarrier } from '../wire/thread-carrier.js';
import type { ThreadData } from '../wire/thread-data.js';
import type { PoolPort } from './pool-port.js';

export function openThreadPort(port: MessagePort, { childproof }: ThreadData): PoolPort {
  const buffers = new ThreadCarrier();
  return {
    buffers,
    // A thread is ended by its pool and with its process: it has no parent to lose.
    listen: (listener) => void port.on('message', (message) => listener.onMessage(message)),
    send: (message) => port.postMessage(message, buffers.transfers()),
    markStart(id) {
      childproof.mark[0] = id;
    },
    close: () => port.close(),
  };
}
