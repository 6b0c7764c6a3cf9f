import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Spawner, SpawnRequest } from './spawner.js';

/** The default `Spawner`: node:child_process, never with a shell. */
export const nodeSpawner: Spawner = {
  spawn({ file, args, cwd, env, stdio, ownGroup, serialization }: SpawnRequest): ChildProcess {
    return spawn(file, args, {
      cwd,
      env,
      stdio: stdio as StdioOptions,
      detached: ownGroup,
      serialization,
      windowsHide: true,
      shell: false,
    });
  },
};
