/** One open descriptor of a process. */
export interface OpenFile {
  readonly fd: number;
  readonly kind: 'device' | 'directory' | 'epoll' | 'eventfd' | 'file' | 'other' | 'pipe' | 'tcp' | 'udp' | 'unix';
  /** Path, addresses, or what the kernel calls it. */
  readonly detail: string;
  /** Of a TCP socket, such as `ESTABLISHED`, `LISTEN`, `CLOSE_WAIT`; of a Unix socket `LISTEN` or `CONNECTED`; else empty. */
  readonly state: string;
  readonly access: 'read' | 'write' | 'read-write';
  /** The file has been deleted; its space is only given back when the descriptor is closed. */
  readonly isDeleted: boolean;
}

export interface OpenFiles {
  readonly pid: number;
  /** How many descriptors the process may have: RLIMIT_NOFILE. */
  readonly softLimit: number;
  readonly hardLimit: number;
  readonly files: readonly OpenFile[];
}
