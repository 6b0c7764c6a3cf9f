import type { Command } from '../command.js';
import type { Failure } from '../result/verdict.js';
import type { RunOptions } from '../options/run-options.js';

/** Where the messages of `verbose` go. */
export function verboseTo(verbose: RunOptions['verbose']): ((message: string) => void) | undefined {
  if (typeof verbose === 'function') return verbose;
  return verbose === true ? (message) => void process.stderr.write(`${message}\n`) : undefined;
}

export function startMessage({ display }: Command): string {
  return `$ ${display}`;
}

export function endMessage({ display }: Command, { failure, durationMs }: { readonly failure: Failure | undefined; readonly durationMs: number }): string {
  const outcome = failure === undefined ? 'done' : failure.detail;
  return `  ${display}: ${outcome} (${Math.round(durationMs)} ms)`;
}
