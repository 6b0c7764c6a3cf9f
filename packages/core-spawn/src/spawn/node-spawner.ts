import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { windowsBatchFile } from '../platform/batch-file-command.js';
import type { Spawner, SpawnRequest } from './spawner.js';

/** The default `Spawner`: node:child_process, never with a shell of node's. */
export const nodeSpawner: Spawner = {
  spawn({ file, args, cwd, env, stdio, ownGroup, serialization }: SpawnRequest): ChildProcess {
    const batch = windowsBatchFile(file, args);
    return spawn(batch?.file ?? file, batch?.args ?? args, {
      cwd,
      env,
      stdio: stdio as StdioOptions,
      detached: ownGroup,
      serialization,
      windowsHide: true,
      windowsVerbatimArguments: batch !== undefined,
      shell: false,
    });
  },
};
