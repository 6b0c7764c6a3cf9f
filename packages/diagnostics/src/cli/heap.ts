import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareSnapshots } from '../heap/compare-snapshots.js';
import { formatComparison } from '../heap/format.js';
import { snapshotProcess } from '../heap/snapshot-process.js';
import { formatBytes } from '../units/bytes.js';
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
    const before = await take(pid, options.out ?? '.');
    if (options.compare !== true) {
      process.stdout.write(`${json ? JSON.stringify({ file: before }) : before}\n`);
      return 0;
    }
    await sleep(parseSeconds('after', options.after) ?? 10_000);
    return compare(before, await take(pid, options.out ?? '.'), json);
  },
};

async function take(pid: number, folder: string): Promise<string> {
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${pid}.heapsnapshot`);
  await snapshotProcess(pid, file, ({ stopMs, bytes }) => {
    process.stderr.write(`A heap snapshot stops process ${pid} for about ${(stopMs / 1_000).toFixed(1)} s and writes about ${formatBytes(bytes)}.\n`);
  });
  return file;
}

async function compare(before: string, after: string, json: boolean): Promise<number> {
  const comparison = await compareSnapshots(before, after);
  process.stdout.write(json ? `${JSON.stringify(comparison)}\n` : formatComparison(comparison));
  return 0;
}
