import type { SpawnedProcess } from '../spawn/spawner.js';
import { LinuxProcessTree } from './linux-process-tree.js';
import { PosixProcessGroup } from './posix-process-group.js';
import { SingleProcess } from './single-process.js';
import { WindowsProcessTree } from './windows-process-tree.js';

/** A program with everything that it has started, to be signalled and watched as one. */
export interface ProcessTree {
  /** Signals everybody who is still there. A process that has gone meanwhile is no error. */
  signal(signal: NodeJS.Signals): void;
  /** True while anybody is left; zombies are not. */
  hasSurvivors(): boolean;
}

export interface RootProcess {
  readonly child: SpawnedProcess;
  readonly pid: number;
  readonly ownGroup: boolean;
  /** True once the program itself has been reaped: from then on its pid may be a stranger's. */
  hasExited(): boolean;
}

export function processTree(root: RootProcess, killTree: boolean): ProcessTree {
  if (!killTree) return new SingleProcess(root);
  if (process.platform === 'linux') return new LinuxProcessTree(root);
  if (process.platform === 'win32') return new WindowsProcessTree(root);
  return root.ownGroup ? new PosixProcessGroup(root) : new SingleProcess(root);
}
