import cluster from 'node:cluster';
import { constants } from 'node:os';
import { SHUT_DOWN, SHUTTING_DOWN } from '@childproof/internal';
import { keepListeners } from '../ownership/keep-listeners.js';
import type { OnTampering } from '../ownership/tampering.js';

export interface ProcessEvents {
  readonly signals: readonly NodeJS.Signals[];
  readonly reloadSignals: readonly NodeJS.Signals[];
  /** Messages of the parent that begin a shutdown, for platforms and process managers without signals. */
  readonly ipcMessages: readonly string[];
}

export interface ProcessListeners {
  onSignal(signal: NodeJS.Signals, number: number): void;
  onReload(signal: NodeJS.Signals): void;
  onUncaught(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void;
  onMessage(message: string): void;
  /** A cluster worker has lost its primary, or was told by the manager of it to shut down. */
  onDisconnect(): void;
}

export interface Listening {
  stop(): void;
  /** No longer waits for messages of the parent, which would keep this process alive. */
  stopMessages(): void;
}

/** Listens for whatever ends this process; an unhandled rejection arrives as an uncaught error, by Node's default. */
export function listenToProcess(events: ProcessEvents, listeners: ProcessListeners, onTampering: OnTampering): Listening {
  const byEvent = new Map<string, (...args: never[]) => void>();
  for (const signal of events.reloadSignals) byEvent.set(signal, () => listeners.onReload(signal));
  for (const signal of events.signals) byEvent.set(signal, () => listeners.onSignal(signal, constants.signals[signal]));
  byEvent.set('uncaughtException', (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => listeners.onUncaught(error, origin));
  if (cluster.isWorker) byEvent.set('disconnect', () => listeners.onDisconnect());
  if ((events.ipcMessages.length > 0 || cluster.isWorker) && process.connected) {
    byEvent.set('message', (message: unknown) => {
      if (cluster.isWorker && message === SHUT_DOWN) {
        process.send?.(SHUTTING_DOWN);
        listeners.onDisconnect();
      } else if (typeof message === 'string' && events.ipcMessages.includes(message)) listeners.onMessage(message);
    });
  }
  const messages = byEvent.get('message') as ((message: unknown) => void) | undefined;
  const stopKeeping = keepListeners(byEvent, onTampering);
  return {
    stop: stopKeeping,
    stopMessages() {
      if (messages === undefined) return;
      byEvent.delete('message');
      process.off('message', messages);
    },
  };
}
