import { type ParseArgsConfig, parseArgs } from 'node:util';

/** One subcommand of `childproof-diagnostics`. */
export interface Command {
  /** What stands behind its name, and what it does; starts with the call. */
  readonly usage: string;
  /** @returns the exit code */
  run(argv: readonly string[]): Promise<number>;
}

/** A wrong command line; the message says what is wrong with it. */
export class UsageError extends Error {}

export interface CommandLine<Options extends NonNullable<ParseArgsConfig['options']>> {
  readonly options: ReturnType<typeof parseArgs<{ options: Options }>>['values'];
  readonly positionals: readonly string[];
  /** What stands behind `--`: a program and its arguments. */
  readonly program: readonly [command: string, ...args: string[]] | undefined;
}

/** @throws UsageError for an option that does not exist or lacks its value. */
export function parseCommandLine<Options extends NonNullable<ParseArgsConfig['options']>>(argv: readonly string[], options: Options): CommandLine<Options> {
  const end = argv.indexOf('--');
  const [command, ...args] = end === -1 ? [] : argv.slice(end + 1);
  try {
    const { values, positionals } = parseArgs({ args: [...(end === -1 ? argv : argv.slice(0, end))], options, allowPositionals: true });
    return { options: values as never, positionals, program: command === undefined ? undefined : [command, ...args] };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The one pid of a call, or `undefined` where it has none. */
export function parsePid([text, ...more]: readonly string[]): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text) || more.length > 0) throw new UsageError(`expected one pid, not ${[text, ...more].join(' ')}.`);
  return Number(text);
}

/** @returns milliseconds */
export function parseSeconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text === '' || !(seconds >= 0)) throw new UsageError(`--${name} is ${text}; expected seconds.`);
  return seconds * 1_000;
}
