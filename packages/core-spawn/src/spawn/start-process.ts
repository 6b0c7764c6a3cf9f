import type { Command } from '../command.js';
import { shellCommand } from '../options/shell.js';
import type { Settings } from '../options/settings.js';
import { leadsOwnGroup } from '../platform/own-group.js';
import type { SpawnedProcess } from './spawner.js';

export interface Started {
  readonly child: SpawnedProcess;
  readonly pid: number;
  readonly ownGroup: boolean;
}

export interface NotStarted {
  readonly child: undefined;
  readonly error: Promise<Error>;
}

/** Starts the program. Node throws some start failures and emits others: here they all come the same way. */
export function startProcess(command: Command, settings: Settings): Started | NotStarted {
  const ownGroup = leadsOwnGroup(settings);
  let child: SpawnedProcess;
  try {
    const { cwd, env, stdio, ipc } = settings;
    const { file, args } = settings.shell ? shellCommand(command) : command;
    child = settings.spawner.spawn({ file, args, cwd, env, stdio, ownGroup, serialization: ipc ?? 'json' });
  } catch (error) {
    return { child: undefined, error: Promise.resolve(error as Error) };
  }
  if (child.pid !== undefined) {
    // Later errors (a signal that could not be delivered) have no consequence of their own: the exit decides.
    child.on('error', () => {});
    return { child, pid: child.pid, ownGroup };
  }
  return {
    child: undefined,
    error: new Promise((resolve) => {
      child.on('error', resolve);
      child.stdin?.on('error', () => {}); // a write to a process that never was
    }),
  };
}
