export interface Interrupts {
  /** Rejects when the command is interrupted, and else never settles. */
  readonly interrupted: Promise<never>;
  /** From here on signals do again what they did; one that has come meanwhile is sent again. */
  end(): void;
}

/** Who interrupts the command must not leave an inspector open. Whoever handles a signal already ends in order by itself. */
export function watchInterrupts(): Interrupts {
  const names = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).filter((name) => process.listenerCount(name) === 0);
  let reject!: (error: Error) => void;
  const interrupted = new Promise<never>((_, onReject) => (reject = onReject));
  interrupted.catch(() => {}); // nobody may wait for it yet
  let received: NodeJS.Signals | undefined;
  const listener = (name: NodeJS.Signals): void => {
    received = name;
    reject(new Error(`interrupted by ${name}`));
  };
  for (const name of names) process.on(name, listener);
  return {
    interrupted,
    end() {
      for (const name of names) process.off(name, listener);
      if (received !== undefined) process.kill(process.pid, received);
    },
  };
}
