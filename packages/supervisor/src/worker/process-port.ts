import { openStartMark, START_MARK } from '../wire/start-mark.js';
import type { PoolPort } from './pool-port.js';

export function openProcessPort(): PoolPort {
  const markStart = openStartMark(process.env[START_MARK]);
  Reflect.deleteProperty(process.env, START_MARK); // not for what this worker starts itself
  return {
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
    markStart,
    close() {
      // Not within the event: Node 20 throws when a message that came before this listener closes the channel.
      setImmediate(() => {
        if (process.connected) process.disconnect();
      });
    },
  };
}
