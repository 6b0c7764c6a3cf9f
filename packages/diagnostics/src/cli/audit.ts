import { audit } from '../audit/audit.js';
import { formatReport } from '../audit/format-report.js';
import { GRADES, isWorse } from '../audit/grade.js';
import type { Grade } from '../audit/report.js';
import { auditPage } from '../html/reports.js';
import { type Command, parseCommandLine, parseSeconds, UsageError } from './command.js';
import { OUTPUT_OPTIONS, print } from './print.js';
import { runProgram } from './run-program.js';

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  connections: { type: 'string' },
  'exit-timeout': { type: 'string' },
  load: { type: 'string' },
  'min-grade': { type: 'string' },
  path: { type: 'string' },
  'start-timeout': { type: 'string' },
} as const;

export const auditCommand: Command = {
  usage: `audit [--path /] [--connections 16] [--load 2] [--start-timeout 30] [--exit-timeout 15] [--min-grade C] [--json] [--html <file>] -- <command> [args]
    Starts a server three times, loads it, ends it by SIGTERM, by a second one, and by SIGKILL, and prints a report card.
    Times are seconds. Exit code 1 when the grade, A to F, is worse than --min-grade.`,
  async run(argv) {
    const { options, program } = parseCommandLine(argv, OPTIONS);
    if (program === undefined) throw new UsageError('name the command that starts the server, behind --.');
    const [command, ...args] = program;
    const minGrade = (options['min-grade'] ?? 'C') as Grade;
    if (!GRADES.includes(minGrade)) throw new UsageError(`--min-grade is ${minGrade}; expected one of ${GRADES.join(', ')}.`);
    const connections = Number(options.connections ?? 16);
    if (!Number.isInteger(connections) || connections < 1) throw new UsageError(`--connections is ${options.connections}; expected a number of at least 1.`);
    // So that 'exit' listeners run, which end the server.
    for (const [name, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(name, () => process.exit(code));
    return runProgram(command, async () => {
      const report = await audit({
        command,
        args,
        path: options.path ?? '/',
        connections,
        loadMs: parseSeconds('load', options.load) ?? 2_000,
        startTimeoutMs: parseSeconds('start-timeout', options['start-timeout']) ?? 30_000,
        exitTimeoutMs: parseSeconds('exit-timeout', options['exit-timeout']) ?? 15_000,
      });
      print(report, options, formatReport, auditPage);
      return isWorse(report.grade, minGrade) ? 1 : 0;
    });
  },
};
