import { CommandBuilder } from 'dax';

const command = new CommandBuilder().stdout('piped').stderr('piped');

/** By path: `true` would be a builtin of its own shell, and no process. */
export const run = (file) => command.command([`/bin/${file}`]);
export const collect = async (file, args) => (await command.command([file, ...args])).stdout;
