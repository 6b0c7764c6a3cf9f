import { whyPage } from '../html/reports.js';
import { REPORT_SIGNAL } from '../platform/report-signal.js';
import { askProcess } from '../why/ask-process.js';
import { formatAnswer } from '../why/format-answer.js';
import { runWithReports } from '../why/run.js';
import { type Command, parseCommandLine, parsePid, parseSeconds, UsageError } from './command.js';
import { OUTPUT_OPTIONS, print } from './print.js';
import { runProgram } from './run-program.js';

const OPTIONS = { ...OUTPUT_OPTIONS, after: { type: 'string' } } as const;

export const why: Command = {
  usage: `why <pid> [--json] [--html <file>]
    Attaches to a Node.js process and prints what holds it open, and where it computes if its event loop does not turn.
why [--after <seconds>] [--json] -- <command> [args]
    Runs a program and prints to stderr what holds it open, with the line that made it: when this process gets SIGUSR2,
    and after the given time.`,
  async run(argv) {
    const { options, positionals, program } = parseCommandLine(argv, OPTIONS);
    const pid = parsePid(positionals);
    const json = options.json === true;
    if ((pid === undefined) === (program === undefined)) throw new UsageError('name a pid, or a command behind --.');
    if (pid !== undefined) {
      print(await askProcess(pid), options, formatAnswer, whyPage);
      return 0;
    }
    if (REPORT_SIGNAL === undefined) throw new UsageError('why -- needs a signal to ask the program with, which Windows does not have.');
    if (options.html !== undefined) throw new UsageError('--html goes with a pid.');
    const afterMs = parseSeconds('after', options.after);
    const [command, ...args] = program!;
    return runProgram(command, () => runWithReports({ command, args, json, ...(afterMs === undefined ? {} : { afterMs }) }));
  },
};
