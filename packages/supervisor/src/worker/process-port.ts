import { createRingCarrier } from '../wire/ring-carrier.js';
import { openSharedFile, SHARED_FILE } from '../wire/shared-file.js';
import type { PoolPort } from './pool-port.js';

export function openProcessPort(): PoolPort {
  const shared = openSharedFile(process.env[SHARED_FILE]);
  Reflect.deleteProperty(process.env, SHARED_FILE); // not for what this worker starts itself
  const rings = shared?.rings;
  return {
    buffers: rings && createRingCarrier(rings.toPool, rings.toWorker),
    listen(listener) {
      process.on('message', (message) => listener.onMessage(message));
      // Without a pool there is nobody to work for, whatever else keeps this process open.
      const end = (): void => {
        listener.onPoolGone();
        setImmediate(() => process.exit());
      };
      if (process.connected) process.once('disconnect', end);
      else end(); // while the module was still loading
      // Ctrl-C in a terminal reaches the whole foreground group; when the workers stop is for the pool to say.
      process.on('SIGINT', () => {});
    },
    send(message) {
      // The pool may be gone at any moment: then nobody waits for this message.
      if (process.connected) process.send!(message, undefined, undefined, () => {});
    },
    markStart: (id) => shared?.markStart(id),
    close() {
      // Not within the event: Node 20 throws when a message that came before this listener closes the channel.
      setImmediate(() => {
        if (process.connected) process.disconnect();
      });
    },
  };
}
