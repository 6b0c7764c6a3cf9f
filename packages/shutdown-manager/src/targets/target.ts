/** What a step's function is given. */
export interface StepContext {
  /** Aborts when the limit of the step, or the deadline of all, has passed. */
  readonly signal: AbortSignal;
  /** The signal's name, or what `shutdown()` was given. */
  readonly reason: string;
}

export type StepFunction = (context: StepContext) => unknown;

/** What `add()` accepts; each is recognised by its structure. */
export type ShutdownTarget =
  | StepFunction
  | { close(): unknown; drain?(): unknown }
  | { stop(): unknown }
  | { end(): unknown }
  | { disconnect(): unknown }
  | AsyncDisposable
  | { readonly pid?: number | undefined; readonly exitCode: number | null; kill(signal?: NodeJS.Signals): boolean };

/** One thing that is shut down. */
export interface Target {
  /** True for what takes in work or does it: it is ended in `drain`, before what it works with. */
  readonly drains: boolean;
  /** Takes in nothing more; called at the very beginning, whatever the phase. */
  lock?(): void;
  end(context: StepContext): Promise<void>;
  /** Takes back what was attached to the target, if it is not going to be ended. */
  detach?(): void;
}
