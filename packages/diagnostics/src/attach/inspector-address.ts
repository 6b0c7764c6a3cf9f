import type { ProcessStatus } from '../platform/linux/process-status.js';

export interface InspectorAddress {
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Open from the start. */
  readonly isOpen: boolean;
}

const DEFAULT: InspectorAddress = { host: '127.0.0.1', port: 9229, isOpen: false };

/** Where the process's inspector is, or will be once it is opened: its own flags say so, the last one wins. */
export function inspectorAddress({ command, nodeOptions }: Pick<ProcessStatus, 'command' | 'nodeOptions'>): InspectorAddress {
  const flags = [...nodeOptions.split(/\s+/), ...command.slice(1, firstProgram(command))];
  return flags.reduce((before, flag, index) => {
    const [, attached] = /^--(?:inspect|inspect-brk|inspect-wait|inspect-port|debug-port)(?:=(.*))?$/.exec(flag) ?? [];
    const separate = /^--(?:inspect-port|debug-port)$/.test(flag) ? flags[index + 1] : undefined;
    const isOpen = before.isOpen || /^--inspect(?:-brk|-wait)?(?:=|$)/.test(flag);
    return { ...parse(attached ?? separate, before), isOpen };
  }, DEFAULT);
}

/** Flags after the program are the program's. */
function firstProgram(command: readonly string[]): number {
  const index = command.findIndex((one, at) => at > 0 && !one.startsWith('-') && !/^--(?:inspect-port|debug-port)$/.test(command[at - 1]!));
  return index === -1 ? command.length : index;
}

function parse(text: string | undefined, before: InspectorAddress): Omit<InspectorAddress, 'isOpen'> {
  if (text === undefined || text === '') return before;
  const match = /^(?:(.*):)?(\d+)$/.exec(text);
  return match === null ? { ...before, host: text } : { host: (match[1]) ?? before.host, port: Number(match[2]) };
}

export function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === 'localhost' || host === '::1' || host === '[::1]';
}
