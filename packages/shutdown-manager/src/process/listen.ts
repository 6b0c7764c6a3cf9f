export interface ProcessListeners {
  readonly onSignal: (signal: NodeJS.Signals, number: number) => void;
  readonly onUncaught: (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => void;
}

/** Listens to signals and to uncaught errors; an unhandled rejection arrives as one, by Node's default. */
export function listenToProcess(signals: readonly NodeJS.Signals[], { onSignal, onUncaught }: ProcessListeners): () => void {
  for (const signal of signals) process.on(signal, onSignal);
  process.on('uncaughtException', onUncaught);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('uncaughtException', onUncaught);
  };
}
