import { anyFunction, boolean, checkOptions, integer, nonEmptyString, type OptionRule } from '@childproof/internal';
import type { RunOptions } from '../options/run-options.js';

/** A whole argument: equal to the string, or matched by the expression from its first to its last character. */
export type ArgumentPattern = string | RegExp;

/** What one command may be given. Nothing is allowed that is not said here. */
export interface CommandRule {
  /** The program. @default the command's name, looked up in `PATH` */
  readonly file?: string | undefined;
  /** Put before the arguments of the caller, unchecked: a subcommand, or options that are always on. @default none */
  readonly fixedArgs?: readonly string[] | undefined;
  /** Arguments that begin with `-`. Only with `'--'` in here may a later argument begin with `-` without being one. @default none */
  readonly flags?: readonly ArgumentPattern[] | undefined;
  /** Arguments that do not. @default none */
  readonly values?: readonly ArgumentPattern[] | undefined;
  /** @default 100 */
  readonly maxArgs?: number | undefined;
  /** Asked last, about all arguments together: false refuses. */
  readonly accepts?: ((args: readonly string[]) => boolean) | undefined;
  /** Put `--` after the last flag, so that the program takes no value for a flag. @default false */
  readonly endFlags?: boolean | undefined;
  /** Options that hold for this command. */
  readonly options?: Omit<RunOptions, 'shell'> | undefined;
}

export interface CommandPolicyOptions {
  /** By the name that callers use. */
  readonly commands: Readonly<Record<string, CommandRule>>;
}

const patterns: OptionRule = {
  expected: 'an array of strings and regular expressions',
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' || item instanceof RegExp),
};

const rules: Readonly<Record<keyof CommandRule, OptionRule>> = {
  file: nonEmptyString,
  fixedArgs: { expected: 'an array of strings', accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string') },
  flags: patterns,
  values: patterns,
  maxArgs: integer({ min: 0 }),
  accepts: anyFunction,
  endFlags: boolean,
  options: {
    expected: 'an object without "shell"',
    accepts: (value) => typeof value === 'object' && value !== null && !('shell' in value),
  },
};

export function checkPolicyOptions(options: CommandPolicyOptions): void {
  const object: OptionRule = { expected: 'an object of rules', accepts: (value) => typeof value === 'object' && value !== null };
  checkOptions('createCommandPolicy', { commands: object }, options);
  for (const [name, rule] of Object.entries(options.commands)) checkOptions(`createCommandPolicy commands.${name}`, rules, rule);
}
