import { readFileSync, readlinkSync } from 'node:fs';

/** What /proc/<pid> tells about a process; see proc(5). */
export interface ProcessStatus {
  readonly executable: string;
  readonly command: readonly string[];
  readonly nodeOptions: string;
  /** In its innermost PID namespace, as the process itself knows it. */
  readonly innerPid: number;
  /** One letter, such as R, S, D, T. */
  readonly state: string;
  catches(signal: number): boolean;
}

/** @throws the error of the read: ENOENT when there is no such process, EACCES when it is another user's. */
export function readStatus(pid: number): ProcessStatus {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  const caught = BigInt(`0x${field('SigCgt')}`);
  return {
    executable: readlinkSync(`/proc/${pid}/exe`),
    command: list(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    nodeOptions: list(readFileSync(`/proc/${pid}/environ`, 'utf8')).find((one) => one.startsWith('NODE_OPTIONS='))?.slice('NODE_OPTIONS='.length) ?? '',
    innerPid: Number(field('NSpid').split('\t').at(-1) ?? pid),
    state: field('State').charAt(0),
    catches: (signal) => (caught >> BigInt(signal - 1)) % 2n === 1n,
  };
}

function list(text: string): string[] {
  return text.split('\0').slice(0, -1);
}
