import type { Command } from '../command.js';

/** The only value of the option `shell`: what it does should be seen where it is used. */
export type ShellOption = 'dangerously-interpret-file-as-shell-script';
export const SHELL_OPTION: ShellOption = 'dangerously-interpret-file-as-shell-script';

/** The script is interpreted; arguments are its `$1`, `$2`, … and are not, as long as it quotes them. */
export function shellCommand({ file, args }: Command): Pick<Command, 'file' | 'args'> {
  return { file: '/bin/sh', args: ['-c', file, 'sh', ...args] };
}
