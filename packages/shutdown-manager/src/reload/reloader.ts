/** Runs `onReload`, never twice at a time: who asks during a reload gets one more after it, not many. */
export class Reloader {
  readonly #onReload: (signal: NodeJS.Signals) => unknown;
  #running = false;
  #again: NodeJS.Signals | undefined;

  constructor(onReload: (signal: NodeJS.Signals) => unknown) {
    this.#onReload = onReload;
  }

  request(signal: NodeJS.Signals): void {
    if (this.#running) this.#again = signal;
    else void this.#run(signal);
  }

  async #run(signal: NodeJS.Signals): Promise<void> {
    this.#running = true;
    try {
      await this.#onReload(signal);
    } catch (error) {
      // The old configuration still serves: a mistake in the new one must not take the service down.
      process.emitWarning(warning(signal, error));
    }
    this.#running = false;
    const next = this.#again;
    this.#again = undefined;
    if (next !== undefined) this.request(next);
  }
}

function warning(signal: NodeJS.Signals, cause: unknown): Error {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(new Error(`The reload asked for by ${signal} has failed: ${detail}`, { cause }), { name: 'ReloadWarning' });
}
