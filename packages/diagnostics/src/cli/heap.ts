import { join } from 'node:path';
import { describeSnapshot } from '../heap/announce.js';
import { compareSnapshots } from '../heap/compare-snapshots.js';
import { formatComparison } from '../heap/format.js';
import { snapshotProcess } from '../heap/snapshot-process.js';
import { type Command, parseCommandLine, parsePid, parseSeconds, UsageError } from './command.js';

const OPTIONS = { after: { type: 'string' }, compare: { type: 'boolean' }, json: { type: 'boolean' }, out: { type: 'string' } } as const;

export const heap: Command = {
  usage: `heap <pid> [--compare] [--after <seconds, default 10>] [--out <folder>] [--json]
    Writes a heap snapshot of a process, which stops it for as long as is said before; with --compare a second one after a
    while, and prints which constructors have grown.
heap --compare <before> <after> [--json]
    Compares two files.`,
  async run(argv) {
    const { options, positionals } = parseCommandLine(argv, OPTIONS);
    const json = options.json === true;
    if (options.compare === true && positionals.length === 2) return compare(positionals[0]!, positionals[1]!, json);
    const pid = parsePid(positionals);
    if (pid === undefined) throw new UsageError('name a pid, or two files to compare.');
    const folder = options.out ?? '.';
    const files = options.compare === true ? [fileIn(folder, `${pid}-1`), fileIn(folder, `${pid}-2`)] : [fileIn(folder, String(pid))];
    await snapshotProcess(pid, files, parseSeconds('after', options.after) ?? 10_000, (estimate) => {
      process.stderr.write(`${describeSnapshot(`process ${pid}`, estimate)}.\n`);
    });
    const [first, second] = files as [string, string?];
    if (second !== undefined) return compare(first, second, json);
    process.stdout.write(`${json ? JSON.stringify({ file: first }) : first}\n`);
    return 0;
  },
};

function fileIn(folder: string, name: string): string {
  return join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${name}.heapsnapshot`);
}

async function compare(before: string, after: string, json: boolean): Promise<number> {
  const comparison = await compareSnapshots(before, after);
  process.stdout.write(json ? `${JSON.stringify(comparison)}\n` : formatComparison(comparison));
  return 0;
}
