import { superviseCommand } from './cli/supervise-command.js';
import { parseCommandLine, USAGE } from './cli/command-line.js';

/** `orphan-guard -- node app.js`: the guard from above, for programs that cannot be changed. */
async function main(argv: readonly string[]): Promise<number> {
  const line = parseCommandLine(argv);
  if ('help' in line) {
    process.stdout.write(USAGE);
    return 0;
  }
  if ('problem' in line) {
    process.stderr.write(`orphan-guard: ${line.problem}\n${USAGE}`);
    return EX_USAGE;
  }
  return superviseCommand(line);
}

/** sysexits.h: the command line is wrong; the machine lacks what is needed. */
const EX_USAGE = 64;
const EX_UNAVAILABLE = 69;

main(process.argv.slice(2)).then(
  (exitCode) => void (process.exitCode = exitCode),
  (error: unknown) => {
    process.stderr.write(`orphan-guard: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EX_UNAVAILABLE;
  },
);
