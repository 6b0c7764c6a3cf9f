import type { OutputPipe } from '../output/output-pipe.js';
import { LineCutter } from '../streaming/line-cutter.js';
import { lineLimit } from '../streaming/stream-options.js';

/** Cyan, yellow, green, magenta, blue: readable on dark and on light. */
const COLOURS = [36, 33, 32, 35, 34];

/** Longer lines are broken up by the next reader anyway; the limit ends no program that collects its output. */
const NO_LIMIT = lineLimit(Infinity);

/** Prints whole lines only, so that those of several programs do not mix. */
export function showWithPrefix(output: OutputPipe, prefix: string): void {
  const target = process[output.name];
  const shown = target.isTTY && target.hasColors() ? `\u001b[${colourOf(prefix)}m${prefix}\u001b[39m` : prefix;
  const cutter = new LineCutter(output, NO_LIMIT);
  const print = (lines: string[] | undefined): void => {
    if (lines !== undefined) target.write(lines.map((line) => `${shown}${line}\n`).join(''));
  };
  output.tap({ push: (chunk) => print(cutter.cut(chunk)), end: () => print(cutter.rest()) });
}

/** The same prefix always has the same colour. */
function colourOf(prefix: string): number {
  let sum = 0;
  for (const char of prefix) sum += char.codePointAt(0)!;
  return COLOURS[sum % COLOURS.length]!;
}
