import type { WhyOptions } from './run.js';

const USAGE = `Usage: childproof-diagnostics why [--after <seconds>] [--json] -- <command> [args]

Runs a Node.js program and prints to stderr what holds it open, with the line that made it: when this process gets
SIGUSR2, and after the given time.
`;

/** The options of a call, or the text that says what is wrong with it. */
export function parseArguments(argv: readonly string[]): WhyOptions | string {
  const end = argv.indexOf('--');
  const [subcommand, ...flags] = end === -1 ? argv : argv.slice(0, end);
  const [command, ...args] = end === -1 ? [] : argv.slice(end + 1);
  if (subcommand !== 'why' || command === undefined) return USAGE;
  let json = false;
  let afterMs: number | undefined;
  for (let index = 0; index < flags.length; index++) {
    const flag = flags[index]!;
    if (flag === '--json') {
      json = true;
    } else if (flag === '--after') {
      const seconds = Number(flags[++index] ?? NaN);
      if (!(seconds >= 0)) return `childproof-diagnostics: --after is ${flags[index] ?? 'missing'}; expected seconds.\n`;
      afterMs = seconds * 1_000;
    } else {
      return `childproof-diagnostics: unknown option ${flag}.\n\n${USAGE}`;
    }
  }
  return { command, args, json, ...(afterMs === undefined ? {} : { afterMs }) };
}
