import { EventEmitter } from 'node:events';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { nodeSpawner as original } from '../src/spawn/node-spawner.js';
import type { IpcChannel, SpawnedProcess, Spawner, SpawnRequest } from '../src/spawn/spawner.js';

/**
 * Another way of creating processes: it gives what the contract of `Spawner` says and nothing more. No ChildProcess, no
 * sockets, errors and exits a turn later than node's. The whole suite runs with it as well, as `nodeSpawner`.
 */
export const nodeSpawner: Spawner = {
  spawn(request: SpawnRequest): SpawnedProcess {
    const child = original.spawn(request);
    const events = new EventEmitter();
    for (const name of ['exit', 'error', 'message', 'disconnect']) {
      child.on(name as 'exit', (...values: unknown[]) => void setImmediate(() => events.emit(name, ...values)));
    }
    const spawned: SpawnedProcess = {
      pid: child.pid,
      stdin: child.stdin,
      stdout: through(child.stdout),
      stderr: through(child.stderr),
      on: events.on.bind(events) as SpawnedProcess['on'],
      kill: (signal) => child.kill(signal),
    };
    if (!request.stdio.includes('ipc')) return spawned;
    const channel = child as unknown as IpcChannel;
    return Object.assign(spawned, {
      get connected() {
        return channel.connected;
      },
      send: (message: unknown, callback?: (error: Error | null) => void) => channel.send(message, callback),
      disconnect: () => channel.disconnect(),
    });
  },
};

function through(source: Readable | null | undefined): Readable | null {
  return source == null ? null : pipeline(source, new PassThrough(), () => {});
}
