/** Exit codes of the application; documented in its README. */
export const EXIT_CODES = {
  /** Something could not be converted. */
  failures: 1,
  /** The command line is wrong (EX_USAGE of sysexits.h). */
  usage: 64,
  database: 70,
  config: 71,
  port: 72,
} as const;

/** An expected reason not to start: told in one line, without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly exitCode: number;

  constructor(kind: keyof typeof EXIT_CODES, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = EXIT_CODES[kind];
  }
}
