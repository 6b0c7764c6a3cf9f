import { setTimeout as sleep } from 'node:timers/promises';
import { DiagnosticsError } from '../errors/diagnostics-error.js';
import { discoverInspector } from '../inspector/discover.js';
import { listenerOwner } from '../platform/linux/listener-owner.js';
import { type ProcessStatus, readStatus } from '../platform/linux/process-status.js';
import { listeners, type SocketEntry } from '../platform/linux/socket-table.js';
import { inspectorAddress, isLoopback } from './inspector-address.js';
import { answersSignal } from './target.js';

export interface OpenInspector {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** False when it was open before: then it is not ours to close. */
  readonly isOurs: boolean;
}

const POLL_MS = 10;

/** Finds the inspector of a process, and has it opened when it is closed. */
export async function openInspector(pid: number, status: ProcessStatus, timeoutMs: number): Promise<OpenInspector> {
  const before = listenersOf(pid);
  const wanted = inspectorAddress(status);
  const open = await lookFor(before, ({ localPort }, index) => localPort === wanted.port || (wanted.isOpen && wanted.port === 0 && index === 0));
  if (open !== undefined) return { ...open, isOurs: false };
  refuseTaken(pid, wanted.port);
  if (!answersSignal(status)) {
    throw new DiagnosticsError('inspector-disabled', `process ${pid} does not listen to SIGUSR1: it runs with --disable-sigusr1, or has only just begun.`);
  }
  process.kill(pid, 'SIGUSR1');
  const known = new Set(before.map(({ inode }) => inode));
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    await sleep(POLL_MS);
    const opened = await lookFor(listenersOf(pid), ({ inode }) => !known.has(inode));
    if (opened !== undefined) return { ...opened, isOurs: true };
  }
  // Somebody else's signal may have opened it on a port that nobody can know.
  const forgotten = wanted.port === 0 ? await lookFor(before, () => true) : undefined;
  if (forgotten !== undefined) return { ...forgotten, isOurs: false };
  throw notOpened(pid);
}

/** To knock at a port of the program's own would be a connection that it sees; so only where an inspector is to be expected. */
async function lookFor(entries: readonly SocketEntry[], expected: (entry: SocketEntry, index: number) => boolean): Promise<Omit<OpenInspector, 'isOurs'> | undefined> {
  for (const one of entries.filter(expected)) {
    const open = await look(one);
    if (open !== undefined) return open;
  }
  return undefined;
}

async function look({ localAddress: host, localPort: port }: SocketEntry): Promise<Omit<OpenInspector, 'isOurs'> | undefined> {
  if (!isLoopback(host)) return undefined;
  const path = await discoverInspector(host, port);
  return path === undefined ? undefined : { host, port, path };
}

/** Node does not try a second port: it prints a warning and leaves the inspector closed. */
function refuseTaken(pid: number, port: number): void {
  const owner = port === 0 ? undefined : listenerOwner(pid, port);
  if (owner === undefined) return;
  throw new DiagnosticsError(
    'inspector-taken',
    `the inspector of process ${pid} would be on port ${port}, where ${owner === 'unknown' ? 'another process' : `process ${owner}`} listens: end that one's debugging first, or start the program with --inspect-port=0.`,
  );
}

function listenersOf(pid: number): SocketEntry[] {
  try {
    return listeners(pid);
  } catch (cause) {
    throw new DiagnosticsError('no-such-process', `process ${pid} has ended.`, { cause });
  }
}

function notOpened(pid: number): DiagnosticsError {
  const { state } = readStatus(pid);
  const why = state === 'T' ? 'it is stopped; SIGCONT lets it go on' : state === 'D' ? 'it waits in the kernel' : 'it is inside a native call such as execSync, or handles SIGUSR1 itself';
  return new DiagnosticsError('no-answer', `process ${pid} did not open its inspector: ${why}. It may open it once it is free again; ask again then.`);
}
