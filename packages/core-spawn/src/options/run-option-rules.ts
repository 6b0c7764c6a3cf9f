import {
  abortSignal,
  anyFunction,
  boolean,
  durationMs,
  integer,
  nonEmptyString,
  oneOf,
  or,
  plainObject,
  signalName,
  type OptionRule,
} from '@childproof/internal';
import { isInputSource } from '../input/input-source.js';
import { maxLineBytesRule } from '../streaming/stream-options.js';
import { SHELL_OPTION } from './shell.js';
import type { RunOptions } from './run-options.js';

const limit = durationMs({ min: 1, allowInfinity: true });
const outputTarget = oneOf('pipe', 'ignore', 'inherit');

export const runOptionRules: Readonly<Record<keyof RunOptions, OptionRule>> = {
  cwd: or(nonEmptyString, { expected: 'a file: URL', accepts: (value) => value instanceof URL && value.protocol === 'file:' }),
  env: {
    expected: 'an object of strings',
    accepts: (value) =>
      plainObject.accepts(value) &&
      Object.values(value as object).every((item) => typeof item === 'string' || item === undefined),
  },
  extendEnv: boolean,
  input: { expected: 'a string, bytes, a stream or an (async) iterable of strings and bytes', accepts: isInputSource },
  stdin: oneOf('ignore', 'pipe', 'inherit'),
  stdout: outputTarget,
  stderr: outputTarget,
  ipc: oneOf('json', 'advanced'),
  all: boolean,
  usage: boolean,
  prefix: { expected: 'a string', accepts: (value) => typeof value === 'string' },
  verbose: or(boolean, anyFunction),
  encoding: oneOf('utf8', 'bytes'),
  maxOutputBytes: integer({ min: 0, allowInfinity: true }),
  onMaxOutput: oneOf('terminate', 'keep-head', 'keep-tail'),
  onLine: anyFunction,
  maxLineBytes: maxLineBytesRule,
  timeoutMs: limit,
  idleTimeoutMs: limit,
  killSignal: signalName,
  killGraceMs: durationMs(),
  killTree: boolean,
  killLeftovers: boolean,
  pipeDrainMs: durationMs(),
  signal: abortSignal,
  reject: boolean,
  shell: oneOf(SHELL_OPTION),
  spawner: {
    expected: 'an object with a spawn() method',
    accepts: (value) => typeof (value as { spawn?: unknown } | null)?.spawn === 'function',
  },
};
