import { constants } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import { checkOptions } from '@childproof/internal';
import type { InputSource } from '../input/input-source.js';
import { DEFAULT_MAX_LINE_BYTES } from '../streaming/stream-options.js';
import { verboseTo } from '../display/verbose.js';
import { nodeSpawner } from '../spawn/node-spawner.js';
import type { Spawner } from '../spawn/spawner.js';
import { runOptionRules } from './run-option-rules.js';
import type { RunOptions } from './run-options.js';

/** The options of one run with every default filled in. */
export interface Settings {
  readonly cwd: string | undefined;
  readonly env: NodeJS.ProcessEnv | undefined;
  readonly input: InputSource | undefined;
  readonly stdio: readonly ('ignore' | 'pipe' | 'inherit' | 'ipc')[];
  readonly ipc: 'json' | 'advanced' | undefined;
  readonly all: boolean;
  readonly usage: boolean;
  readonly prefix: string | undefined;
  readonly verbose: ((message: string) => void) | undefined;
  readonly encoding: 'utf8' | 'bytes';
  readonly maxOutputBytes: number;
  readonly onMaxOutput: 'terminate' | 'keep-head' | 'keep-tail';
  readonly maxLineBytes: number;
  readonly onLine: RunOptions['onLine'];
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly killSignal: NodeJS.Signals;
  readonly killGraceMs: number;
  readonly killTree: boolean;
  readonly killLeftovers: boolean;
  readonly pipeDrainMs: number;
  readonly signal: AbortSignal | undefined;
  readonly reject: boolean;
  readonly shell: boolean;
  readonly spawner: Spawner;
}

const DEFAULT_MAX_OUTPUT_BYTES = 10 * 1024 * 1024;

export function resolveSettings(options: RunOptions = {}): Settings {
  checkOptions('run', runOptionRules, options);
  if (options.input !== undefined && (options.stdin ?? 'pipe') !== 'pipe') {
    throw Object.assign(new TypeError(`run: "input" needs stdin "pipe", but stdin is "${options.stdin}". Drop one of the two.`), {
      code: 'ERR_INVALID_OPTION',
    });
  }
  const encoding = options.encoding ?? 'utf8';
  const maxOutputBytes = options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
  return {
    cwd: options.cwd instanceof URL ? fileURLToPath(options.cwd) : options.cwd,
    env: environment(options),
    input: options.input,
    stdio: [
      options.stdin ?? (options.input === undefined ? 'ignore' : 'pipe'),
      options.stdout ?? 'pipe',
      options.stderr ?? 'pipe',
      ...(options.ipc === undefined ? [] : (['ipc'] as const)),
    ],
    ipc: options.ipc,
    all: options.all ?? false,
    usage: options.usage ?? false,
    prefix: options.prefix,
    verbose: verboseTo(options.verbose),
    encoding,
    // A longer text cannot become a string: reaching that length is reported like any other limit.
    maxOutputBytes: encoding === 'utf8' ? Math.min(maxOutputBytes, constants.MAX_STRING_LENGTH) : maxOutputBytes,
    onMaxOutput: options.onMaxOutput ?? 'terminate',
    maxLineBytes: options.maxLineBytes ?? DEFAULT_MAX_LINE_BYTES,
    onLine: options.onLine,
    timeoutMs: options.timeoutMs ?? Infinity,
    idleTimeoutMs: options.idleTimeoutMs ?? Infinity,
    killSignal: options.killSignal ?? 'SIGTERM',
    killGraceMs: options.killGraceMs ?? 5_000,
    killTree: options.killTree ?? true,
    killLeftovers: options.killLeftovers ?? false,
    pipeDrainMs: options.pipeDrainMs ?? 1_000,
    signal: options.signal,
    reject: options.reject ?? true,
    shell: options.shell !== undefined,
    spawner: options.spawner ?? nodeSpawner,
  };
}

/** `undefined` stands for "the parent's, untouched", which node passes on without a copy of ours. */
function environment({ env, extendEnv = true }: RunOptions): NodeJS.ProcessEnv | undefined {
  if (!extendEnv) return { ...env };
  return env === undefined ? undefined : { ...process.env, ...env };
}
