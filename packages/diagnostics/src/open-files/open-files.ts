import { DiagnosticsError } from '../errors/diagnostics-error.js';
import { readDescriptors, readFileLimit } from '../platform/linux/descriptors.js';
import { readSockets, type SocketEntry } from '../platform/linux/socket-table.js';
import { requireLinux } from '../platform/require-linux.js';
import type { OpenFile, OpenFiles } from './open-file.js';

/**
 * The open descriptors of a process, with the state of each socket, and how many it may have.
 *
 * Reads `/proc`, see proc_pid_fd(5) and proc_pid_net(5): no lsof, and the process itself notices nothing.
 *
 * @param pid @default process.pid
 * @throws DiagnosticsError `ERR_DIAGNOSTICS_NO_SUCH_PROCESS`, `ERR_DIAGNOSTICS_NOT_PERMITTED`, and
 *   `ERR_DIAGNOSTICS_UNSUPPORTED_PLATFORM` anywhere but on Linux.
 *
 * @example
 * import { openFiles } from '@childproof/diagnostics';
 * const { files, softLimit } = openFiles();
 * const leaking = files.filter(({ state }) => state === 'CLOSE_WAIT');
 * console.log(files.length, softLimit, leaking.length);
 */
export function openFiles(pid: number = process.pid): OpenFiles {
  requireLinux('openFiles()');
  try {
    const sockets = readSockets(pid);
    const files = readDescriptors(pid).map(({ fd, target, access }): OpenFile => ({ fd, access, ...describe(target, sockets), isDeleted: target.endsWith(' (deleted)') }));
    return { pid, ...readFileLimit(pid), files };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new DiagnosticsError('not-permitted', `process ${pid} is another user's: ask as that user, or as root.`, { cause });
    throw new DiagnosticsError('no-such-process', `there is no process ${pid}.`, { cause });
  }
}

function describe(target: string, sockets: ReadonlyMap<string, SocketEntry>): Pick<OpenFile, 'detail' | 'kind' | 'state'> {
  const [, type, id] = /^(socket|pipe|anon_inode):\[?([^\]]*)\]?$/.exec(target) ?? [];
  if (type === 'socket') return describeSocket(sockets.get(id!), target);
  if (type === 'pipe') return { kind: 'pipe', detail: target, state: '' };
  if (type === 'anon_inode') return { kind: id === 'eventpoll' ? 'epoll' : id === 'eventfd' ? 'eventfd' : 'other', detail: target, state: '' };
  return { kind: target.startsWith('/dev/') ? 'device' : target.endsWith('/') ? 'directory' : 'file', detail: target, state: '' };
}

function describeSocket(entry: SocketEntry | undefined, target: string): Pick<OpenFile, 'detail' | 'kind' | 'state'> {
  if (entry === undefined) return { kind: 'other', detail: target, state: '' };
  const { protocol: kind, state, path } = entry;
  if (kind === 'unix') return { kind, detail: path === '' ? target : path, state };
  const local = place(entry.localAddress, entry.localPort);
  return { kind, detail: entry.remotePort === 0 ? local : `${local} -> ${place(entry.remoteAddress, entry.remotePort)}`, state };
}

function place(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
