import { checkOptions, durationMs, signalName, type OptionRule } from '@childproof/internal';

/** How processes are ended: asked with a signal, given time, then killed. */
export interface EndingOptions {
  /**
   * Milliseconds between `killSignal` and SIGKILL; 0 kills at once.
   *
   * @default 5000
   */
  readonly graceMs?: number;
  /**
   * The signal that asks.
   *
   * @default 'SIGTERM'
   */
  readonly killSignal?: NodeJS.Signals;
}

export type Ending = Required<EndingOptions>;

export const endingRules: Readonly<Record<keyof EndingOptions, OptionRule>> = { graceMs: durationMs(), killSignal: signalName };

export function resolveEnding(call: string, options: EndingOptions = {}): Ending {
  checkOptions(call, endingRules, options);
  return { graceMs: options.graceMs ?? 5_000, killSignal: options.killSignal ?? 'SIGTERM' };
}
