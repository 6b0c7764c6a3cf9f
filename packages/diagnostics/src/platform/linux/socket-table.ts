import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A row of /proc/<pid>/net/{tcp,tcp6,udp,udp6,unix}; see proc_pid_net(5). */
export interface SocketEntry {
  readonly inode: string;
  readonly protocol: 'tcp' | 'udp' | 'unix';
  readonly state: string;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Of a Unix socket; empty when it has no name. */
  readonly path: string;
  /** Bytes that wait to be sent, and to be read; of a listener the second is its backlog. */
  readonly sendQueue: number;
  readonly receiveQueue: number;
}

/** include/net/tcp_states.h */
const TCP_STATES = ['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'NEW_SYN_RECV'];
const NO_ADDRESS = { localAddress: '', localPort: 0, remoteAddress: '', remotePort: 0, sendQueue: 0, receiveQueue: 0 };

/** Every socket of the process's network namespace, by inode. */
export function readSockets(pid: number): ReadonlyMap<string, SocketEntry> {
  const entries = [
    ...rows(pid, 'tcp').map((row) => inet(row, 'tcp')),
    ...rows(pid, 'tcp6').map((row) => inet(row, 'tcp')),
    ...rows(pid, 'udp').map((row) => inet(row, 'udp')),
    ...rows(pid, 'udp6').map((row) => inet(row, 'udp')),
    ...rows(pid, 'unix').map(unix),
  ];
  return new Map(entries.map((entry) => [entry.inode, entry]));
}

/** The ports on which the process itself listens, in the order of their descriptors: the one that was opened first before the others. */
export function listeners(pid: number): SocketEntry[] {
  const sockets = readSockets(pid);
  return [...new Set(socketInodes(pid))].flatMap((inode) => {
    const entry = sockets.get(inode);
    return entry?.protocol === 'tcp' && entry.state === 'LISTEN' ? [entry] : [];
  });
}

function socketInodes(pid: number): string[] {
  const fds = readdirSync(`/proc/${pid}/fd`).map(Number).sort((a, b) => a - b);
  return fds.flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // closed meanwhile
    }
  });
}

function rows(pid: number, name: string): string[][] {
  try {
    return readFileSync(`/proc/${pid}/net/${name}`, 'latin1').trim().split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  } catch {
    return []; // a kernel without IPv6
  }
}

function inet(row: readonly string[], protocol: 'tcp' | 'udp'): SocketEntry {
  const [local = '', remote = '', state = '', queues = ''] = row.slice(1);
  const [sendQueue, receiveQueue] = queues.split(':').map((text) => Number.parseInt(text, 16));
  return {
    inode: row[9]!,
    protocol,
    state: protocol === 'tcp' ? (TCP_STATES[Number.parseInt(state, 16)] ?? state) : '',
    localAddress: address(local.split(':')[0]!),
    localPort: Number.parseInt(local.split(':')[1]!, 16),
    remoteAddress: address(remote.split(':')[0]!),
    remotePort: Number.parseInt(remote.split(':')[1]!, 16),
    path: '',
    sendQueue: sendQueue!,
    receiveQueue: receiveQueue!,
  };
}

function unix(row: readonly string[]): SocketEntry {
  const isListening = Number.parseInt(row[3]!, 16) === 0x10000; // __SO_ACCEPTCON
  return { ...NO_ADDRESS, inode: row[6]!, protocol: 'unix', state: isListening ? 'LISTEN' : row[5] === '03' ? 'CONNECTED' : '', path: row[7] ?? '' };
}

/** The kernel prints each 32-bit word of an address in the byte order of the machine: little-endian on all that Node runs on but s390x. */
function address(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  bytes.swap32();
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.subarray(0, 12).equals(V4_MAPPED)) return bytes.subarray(12).join('.');
  const words = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');
  return new URL(`http://[${words}]`).hostname.slice(1, -1);
}

const V4_MAPPED = Buffer.from('00000000000000000000ffff', 'hex');
