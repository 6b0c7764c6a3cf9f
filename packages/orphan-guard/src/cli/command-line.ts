import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { HELPER_CHOICES, ISOLATIONS, type HelperChoice, type Isolation } from '../options/guard-options.js';

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly graceMs: number;
  readonly killSignal: NodeJS.Signals;
  readonly helper: HelperChoice;
  readonly isolation: Isolation;
}

export const USAGE = `usage: orphan-guard [--grace TIME] [--signal NAME] [--isolation KIND] [--helper WHEN] [--] COMMAND [ARGUMENT...]

Runs COMMAND, and ends whatever it leaves behind, however it or this program ends.

  --grace TIME    from the signal to SIGKILL: 500ms, 5s, 1m (default 5s; 0 kills at once)
  --signal NAME   the signal that asks (default SIGTERM)
  --isolation KIND
                  none (default), pid-namespace or cgroup: holds also who lifts the mark of the guard
  --helper WHEN   the native helper: auto (default), never or required

Exits as COMMAND does: its exit code, 128 + n when signal n ended it, 127 when it is not found, 126 when it cannot be started.
`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** What is to be run, or why the line is wrong. Everything from the first word that is no option belongs to the command. */
export function parseCommandLine(argv: readonly string[]): CommandLine | { readonly help: true } | { readonly problem: string } {
  const end = commandIndex(argv);
  try {
    const { values } = parseArgs({
      args: argv.slice(0, end).filter((word) => word !== '--'),
      options: { grace: { type: 'string' }, signal: { type: 'string' }, isolation: { type: 'string' }, helper: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return { help: true };
    const [command, ...args] = argv.slice(end);
    if (command === undefined) return { problem: 'there is no command to run' };
    const { grace = '5s', signal = 'SIGTERM', isolation = 'none', helper = 'auto' } = values;
    const graceMs = milliseconds(grace);
    if (graceMs === undefined) return { problem: `--grace is ${JSON.stringify(grace)}; expected a time such as 500ms, 5s or 1m` };
    if (!Object.hasOwn(constants.signals, signal)) return { problem: `--signal is ${JSON.stringify(signal)}; expected a name such as SIGTERM` };
    const unknown = notOneOf('--isolation', isolation, ISOLATIONS) ?? notOneOf('--helper', helper, HELPER_CHOICES);
    if (unknown !== undefined) return { problem: unknown };
    return { command, args, graceMs, killSignal: signal as NodeJS.Signals, helper: helper as HelperChoice, isolation: isolation as Isolation };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

const WITH_VALUE = new Set(['--grace', '--signal', '--isolation', '--helper']);

function notOneOf(option: string, value: string, known: readonly string[]): string | undefined {
  return known.includes(value) ? undefined : `${option} is ${JSON.stringify(value)}; expected one of ${known.join(', ')}`;
}

/** Where the command begins: behind `--`, or at the first word that is neither an option nor the value of one. */
function commandIndex(argv: readonly string[]): number {
  let index = 0;
  while (index < argv.length) {
    const word = argv[index]!;
    if (word === '--') return index + 1;
    if (!word.startsWith('-')) return index;
    index += WITH_VALUE.has(word) ? 2 : 1;
  }
  return index;
}

function milliseconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (match === null || (match[2] === undefined && Number(match[1]) !== 0)) return undefined;
  const value = Math.round(Number(match[1]) * UNITS[match[2] ?? 'ms']!);
  return value <= 2_147_483_647 ? value : undefined;
}
