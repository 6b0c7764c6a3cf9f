import { describeSnapshot } from '../heap/announce.js';
import type { SnapshotEstimate } from '../heap/estimate.js';
import { refusal } from '../heap/refusal.js';
import { memoryPage } from '../html/reports.js';
import { formatMemory } from '../memory/format.js';
import { watchProcess } from '../memory/watch-process.js';
import { firstNode, startProgram } from '../program/start-program.js';
import { type Command, parseCommandLine, parsePid, parseSeconds, UsageError } from './command.js';
import { OUTPUT_OPTIONS, print } from './print.js';
import { runProgram } from './run-program.js';

const OPTIONS = { ...OUTPUT_OPTIONS, for: { type: 'string' }, 'max-stop': { type: 'string' }, snapshots: { type: 'boolean' } } as const;
/** Enough troughs for a verdict, with as many to spare: a collection takes its time too. */
const SAMPLES = 90;
const START_TIMEOUT_MS = 10_000;

export const memory: Command = {
  usage: `memory <pid> | memory -- <command> [args]   [--for <seconds, default 60>] [--snapshots [--max-stop <seconds, default 10>]] [--json] [--html <file>]
    Watches a process, collecting its garbage up to 90 times meanwhile, and judges whether it leaks: exit code 1 when it does.
    Each collection stops the process, by some 10 ms per 100 MB of heap. Ctrl-C ends the watch early.
    --snapshots names the constructors that grow too, by two heap snapshots: one when a leak is suspected, one when it is
    certain. Each stops the process, for as long as is said before, and none is taken that would for longer than
    --max-stop, or that might need more memory than is available.`,
  async run(argv) {
    const { options, positionals, program } = parseCommandLine(argv, OPTIONS);
    const pid = parsePid(positionals);
    if ((pid === undefined) === (program === undefined)) throw new UsageError('name a pid, or a command behind --.');
    const forMs = parseSeconds('for', options.for) ?? 60_000;
    const maxStopMs = parseSeconds('max-stop', options['max-stop']) ?? 10_000;
    const stop = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
    const watch = async (target: number): Promise<number> => {
      const report = await watchProcess(target, { forMs, intervalMs: forMs / SAMPLES, signal: stop.signal, allowSnapshot: options.snapshots === true ? announce(target, maxStopMs) : undefined });
      print(report, options, formatMemory, (one) => memoryPage(program?.join(' ') ?? `process ${target}`, one));
      return report.verdict.kind === 'leak' ? 1 : 0;
    };
    if (pid !== undefined) return watch(pid);
    return runProgram(program![0], async () => {
      const { child, exitCode } = await startProgram(program!);
      try {
        return await watch(await firstNode(child.pid!, START_TIMEOUT_MS));
      } finally {
        child.kill();
        await exitCode;
      }
    });
  },
};

/** Says what a snapshot would cost, and whether that is too much. */
function announce(pid: number, maxStopMs: number): (estimate: SnapshotEstimate, availableBytes: number) => boolean {
  return (estimate, availableBytes) => {
    const against = refusal(estimate, { maxStopMs, availableBytes });
    process.stderr.write(`${[describeSnapshot(`process ${pid}`, estimate), against].filter((text) => text !== undefined).join('; ')}.\n`);
    return against === undefined;
  };
}
