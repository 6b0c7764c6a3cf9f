import { constants } from 'node:buffer';
import { checkOptions, integer, oneOf, type OptionRule } from '@childproof/internal';
import type { Execution } from '../execute.js';
import type { OutputPipe } from '../output/output-pipe.js';

/** Options of `chunks()`. */
export interface ChunkOptions {
  /** Which stream; `'all'` takes both in the order in which they arrive. @default 'stdout' */
  readonly from?: 'stdout' | 'stderr' | 'all' | undefined;
}

/** Options of `lines()` and `lineBatches()`. */
export interface LineOptions extends ChunkOptions {
  /** A longer line, in bytes, ends the program with the reason `max-output`. @default the run's, 134_217_728 (128 MiB) */
  readonly maxLineBytes?: number | undefined;
}

const from: OptionRule = oneOf('stdout', 'stderr', 'all');
export const maxLineBytesRule: OptionRule = integer({ min: 1, allowInfinity: true });
export const DEFAULT_MAX_LINE_BYTES = 128 * 1024 * 1024;

/** A line has to fit into a string, together with what came in the same chunk. */
const LONGEST_LINE_BYTES = constants.MAX_STRING_LENGTH - 16 * 1024 * 1024;

export function checkChunkOptions(call: string, options: ChunkOptions): void {
  checkOptions(call, { from }, options);
}

export function checkLineOptions(call: string, options: LineOptions): void {
  checkOptions(call, { from, maxLineBytes: maxLineBytesRule }, options);
}

export function lineLimit(maxLineBytes: number): number {
  return Math.min(maxLineBytes, LONGEST_LINE_BYTES);
}

/** @throws TypeError `ERR_NO_OUTPUT` when the stream is not a pipe. */
export function pipesOf(execution: Execution, { from: name = 'stdout' }: ChunkOptions): readonly OutputPipe[] {
  const wanted = name === 'all' ? [execution.stdout, execution.stderr] : [execution[name]];
  const pipes = wanted.filter((pipe) => pipe !== undefined);
  if (pipes.length > 0) return pipes;
  throw Object.assign(new TypeError(`${name} cannot be read: it is not "pipe".`), { code: 'ERR_NO_OUTPUT' });
}
