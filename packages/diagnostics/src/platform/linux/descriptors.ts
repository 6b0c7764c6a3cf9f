import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

interface Descriptor {
  readonly fd: number;
  /** A path, which ends with a slash for a directory, or `socket:[inode]` and the like. */
  readonly target: string;
  readonly access: 'read' | 'write' | 'read-write';
}

const ACCESS = ['read', 'write', 'read-write'] as const;

/** What stands in /proc/<pid>/fd, without the descriptor with which it is read. */
export function readDescriptors(pid: number): Descriptor[] {
  const folder = `/proc/${pid}/fd`;
  const fds = readdirSync(folder).map(Number).sort((a, b) => a - b);
  return fds.flatMap((fd): Descriptor[] => {
    try {
      const path = readlinkSync(`${folder}/${fd}`);
      if (path === folder) return [];
      const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1'))?.[1] ?? '0';
      return [{ fd, target: path.startsWith('/') && isDirectory(`${folder}/${fd}`) ? `${path}/` : path, access: ACCESS[Number.parseInt(flags, 8) & 3] ?? 'read' }];
    } catch {
      return []; // closed meanwhile
    }
  });
}

export function readFileLimit(pid: number): { readonly softLimit: number; readonly hardLimit: number } {
  const [, soft, hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1')) ?? [];
  return { softLimit: limit(soft), hardLimit: limit(hard) };
}

function limit(text: string | undefined): number {
  return text === undefined || text === 'unlimited' ? Infinity : Number(text);
}

/** Only of plain paths: to look at a FIFO or a device might wait. */
function isDirectory(path: string): boolean {
  return statSync(path).isDirectory();
}
