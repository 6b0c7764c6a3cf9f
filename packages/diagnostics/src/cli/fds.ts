import { setTimeout as sleep } from 'node:timers/promises';
import { formatGrowth, formatOpenFiles } from '../open-files/format.js';
import { openFiles } from '../open-files/open-files.js';
import { type Command, parseCommandLine, parsePid, parseSeconds, UsageError } from './command.js';

const OPTIONS = { json: { type: 'boolean' }, watch: { type: 'string' } } as const;

export const fds: Command = {
  usage: `fds <pid> [--watch <seconds>] [--json]
    Prints the open descriptors of any process, with the states of its sockets and its limit; after --watch, what has grown.`,
  async run(argv) {
    const { options, positionals } = parseCommandLine(argv, OPTIONS);
    const pid = parsePid(positionals);
    if (pid === undefined) throw new UsageError('name a pid.');
    const watchMs = parseSeconds('watch', options.watch);
    const before = openFiles(pid);
    if (watchMs !== undefined) await sleep(watchMs);
    const after = watchMs === undefined ? before : openFiles(pid);
    if (options.json === true) process.stdout.write(`${JSON.stringify(watchMs === undefined ? after : { before, after })}\n`);
    else process.stdout.write(`${formatOpenFiles(after)}${watchMs === undefined ? '' : formatGrowth(before, after, watchMs / 1_000)}`);
    return 0;
  },
};
