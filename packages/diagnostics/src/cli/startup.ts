import { startupPage } from '../html/reports.js';
import { formatStartup } from '../startup/format.js';
import { profileStartup } from '../startup/run.js';
import { type Command, parseCommandLine, parseSeconds, UsageError } from './command.js';
import { OUTPUT_OPTIONS, print } from './print.js';
import { runProgram } from './run-program.js';

const OPTIONS = { ...OUTPUT_OPTIONS, after: { type: 'string' }, cpuprofile: { type: 'string' }, timeout: { type: 'string' } } as const;

export const startup: Command = {
  usage: `startup [--cpuprofile <file>] [--after <seconds>] [--timeout <seconds, default 30>] [--json] [--html <file>] -- <command> [args]
    Starts a program, and ends it once it listens: what its modules cost, which calls stopped it, and when it listened.
    --after goes on for a while, to see whether modules are still loaded.`,
  async run(argv) {
    const { options, program } = parseCommandLine(argv, OPTIONS);
    if (program === undefined) throw new UsageError('name a command behind --.');
    return runProgram(program[0], async () => {
      const profile = await profileStartup({
        program,
        ...(options.cpuprofile !== undefined && { cpuProfile: options.cpuprofile }),
        afterMs: parseSeconds('after', options.after) ?? 0,
        timeoutMs: parseSeconds('timeout', options.timeout) ?? 30_000,
      });
      if (profile === undefined) {
        process.stderr.write('childproof-diagnostics startup: the program neither listened nor ended in time; is it Node.js? See --timeout.\n');
        return 1;
      }
      print(profile, options, formatStartup, (one) => startupPage(program.join(' '), one));
      return 0;
    });
  },
};
