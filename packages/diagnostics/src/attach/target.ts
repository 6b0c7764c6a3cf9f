import { openSync, readSync, closeSync } from 'node:fs';
import { basename } from 'node:path';
import { constants } from 'node:os';
import { DiagnosticsError } from '../errors/diagnostics-error.js';
import { type ProcessStatus, readStatus } from '../platform/linux/process-status.js';
import { requireLinux } from '../platform/require-linux.js';
import { inspectorAddress, isLoopback } from './inspector-address.js';

/** Only an executable that holds Node has this in it. */
const NODE_MARK = Buffer.from('NODE_REPL_EXTERNAL_MODULE');

/**
 * The process, if it is one that may be asked: to any other the signal would do harm.
 *
 * @throws DiagnosticsError that says why it is not.
 */
export function findTarget(pid: number): ProcessStatus {
  requireLinux('asking another process');
  const status = readTarget(pid);
  if (!isNode(status.executable, pid)) throw new DiagnosticsError('not-node', `process ${pid} is ${status.executable}, not Node.js.`);
  const { host } = inspectorAddress(status);
  if (!isLoopback(host)) {
    throw new DiagnosticsError(
      'inspector-exposed',
      `process ${pid} would open its inspector on ${host}, for other machines to reach: start it without that address in --inspect or --inspect-port.`,
    );
  }
  return status;
}

/** True where SIGUSR1 opens the inspector; elsewhere it would end the process. */
export function answersSignal(status: ProcessStatus): boolean {
  return status.catches(constants.signals.SIGUSR1);
}

function readTarget(pid: number): ProcessStatus {
  try {
    process.kill(pid, 0);
    return readStatus(pid);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new DiagnosticsError('not-permitted', `process ${pid} is another user's: ask as that user, or as root.`, { cause });
    }
    throw new DiagnosticsError('no-such-process', `there is no process ${pid}.`, { cause });
  }
}

function isNode(executable: string, pid: number): boolean {
  return /^node(js)?[\d.v-]*$/.test(basename(executable.replace(/ \(deleted\)$/, ''))) || contains(`/proc/${pid}/exe`, NODE_MARK);
}

/** Electron, and programs that were packed into one file, have another name. */
function contains(file: string, mark: Buffer): boolean {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(1 << 20);
    for (let kept = 0; ; ) {
      const read = readSync(fd, chunk, kept, chunk.length - kept, null);
      if (read === 0) return false;
      if (chunk.subarray(0, kept + read).includes(mark)) return true;
      const end = kept + read;
      kept = Math.min(end, mark.length);
      chunk.copy(chunk, 0, end - kept, end);
    }
  } finally {
    closeSync(fd);
  }
}
