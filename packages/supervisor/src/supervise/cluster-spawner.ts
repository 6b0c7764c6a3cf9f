import cluster, { type Worker } from 'node:cluster';
import type { Spawner, SpawnRequest } from '@childproof/core-spawn';
import { endClusterWorker } from '@childproof/internal';

interface ClusterProgram {
  readonly exec: string;
  readonly args: string[];
  readonly execArgv: string[];
}

/** Starts one worker of node:cluster: its servers share their ports with the other workers of this process. */
export class ClusterSpawner implements Spawner {
  readonly #program: ClusterProgram;
  #worker: Worker | undefined;
  readonly #onListening: () => void;
  /** Settles when the worker has a server that listens. */
  readonly listening: Promise<void>;

  constructor(program: ClusterProgram) {
    this.#program = program;
    let onListening!: () => void;
    this.listening = new Promise((resolve) => (onListening = resolve));
    this.#onListening = onListening;
  }

  spawn({ cwd, env, stdio, serialization }: SpawnRequest): Worker['process'] {
    // For the forks from here on; those before are not touched.
    cluster.setupPrimary({ ...this.#program, cwd, serialization, stdio: [...stdio] });
    this.#worker = cluster.fork(env);
    this.#worker.once('listening', this.#onListening);
    return this.#worker.process;
  }

  /** Asks it to close its servers, to answer what it has, and to end; settles when it has ended. */
  async leave(): Promise<void> {
    if (this.#worker !== undefined) await endClusterWorker(this.#worker);
  }
}
