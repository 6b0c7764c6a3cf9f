import { isatty } from 'node:tty';
import type { Settings } from '../options/settings.js';

/**
 * Whether the child is to lead its own session and process group.
 *
 * A group is signalled as a whole, also those in it whose parent is gone already. But a child of its own session has no
 * terminal: Ctrl-C would not reach it, and it could not ask for a password. So in a terminal it stays where it is, and
 * its tree is found in the process table alone.
 */
export function leadsOwnGroup({ killTree }: Pick<Settings, 'killTree'>): boolean {
  return killTree && process.platform !== 'win32' && !isInTerminal();
}

let inTerminal: boolean | undefined;

/** Asked once: it costs three system calls, and a process does not change its terminal. */
function isInTerminal(): boolean {
  inTerminal ??= isatty(0) || isatty(1) || isatty(2);
  return inTerminal;
}
