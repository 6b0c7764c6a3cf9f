import { fileURLToPath } from 'node:url';
import { run } from '@childproof/core-spawn';
import { readMemory, readProcessUsage, type ProcessUsage } from '@childproof/internal';
import { watchMemory } from '../health/memory-watch.js';
import type { CommandChild, ModuleChild } from './child-spec.js';
import { watchHealth } from './health-check.js';
import { ClusterSpawner } from './cluster-spawner.js';
import type { ChildEnding, ManagedChild } from './managed-child.js';

/** A program under supervision. */
export class ProcessChild implements ManagedChild {
  readonly ready: Promise<boolean>;
  readonly ended: Promise<ChildEnding>;
  readonly #cluster: ClusterSpawner | undefined;
  readonly #stopGraceMs: number;
  readonly #program: ReturnType<typeof start>;
  #endReason: ChildEnding['reason'] | undefined;
  #isGone = false;
  #stopWatching: (() => void) | undefined;

  constructor(spec: ModuleChild | CommandChild) {
    this.#cluster = 'module' in spec && spec.cluster === true ? new ClusterSpawner(clusterProgram(spec)) : undefined;
    this.#stopGraceMs = spec.stopGraceMs ?? 5_000;
    this.#program = start(spec, this.#cluster);
    this.ended = this.#program.then(({ exitCode, signal }) => {
      this.#isGone = true;
      this.#stopWatching?.();
      return { reason: this.#endReason ?? 'exited', exitCode, signal };
    });
    this.ready = this.#untilReady(spec);
  }

  get pid(): number | undefined {
    return this.#program.pid;
  }

  usage(): ProcessUsage | undefined {
    return this.pid === undefined || this.#isGone ? undefined : readProcessUsage(this.pid);
  }

  async stop(): Promise<void> {
    if (this.#cluster !== undefined && !this.#isGone) {
      this.#endReason ??= 'stopped';
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise((resolve) => (timer = setTimeout(resolve, this.#stopGraceMs)));
      await Promise.race([this.#cluster.leave(), limit]);
      clearTimeout(timer);
    }
    await this.#end('stopped');
  }

  async #end(reason: ChildEnding['reason']): Promise<void> {
    this.#endReason ??= reason;
    await this.#program.terminate();
    await this.ended;
  }

  async #untilReady(spec: ModuleChild | CommandChild): Promise<boolean> {
    const { ready = this.#cluster === undefined ? 'spawn' : 'listening', readyTimeoutMs = 30_000 } = spec;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<false>((resolve) => {
      if (readyTimeoutMs !== Infinity) timer = setTimeout(resolve, readyTimeoutMs, false);
    });
    const isReady = await Promise.race([this.#reach(ready), limit, this.ended.then(() => false)]).catch(() => false);
    clearTimeout(timer);
    if (this.#isGone) return false;
    if (!isReady) await this.#end('not-ready');
    else this.#watch(spec);
    return isReady;
  }

  async #reach(ready: NonNullable<ModuleChild['ready']>): Promise<boolean> {
    if (!(await this.#program.started)) return false;
    if (typeof ready === 'function') await ready({ pid: this.pid! });
    else if (ready === 'listening') await this.#cluster?.listening;
    else if (ready === 'message') {
      await new Promise<void>((resolve) => this.#program.ipc?.on('message', (message) => message === 'ready' && resolve()));
    }
    return true;
  }

  #watch({ health, memoryLimitBytes = Infinity }: ModuleChild | CommandChild): void {
    const { pid } = this;
    if (pid === undefined) return;
    const stops = [watchMemory(() => (this.#isGone ? undefined : readMemory(pid)?.rssBytes), memoryLimitBytes, () => void this.#end('memory'))];
    if (health !== undefined) stops.push(watchHealth(health, pid, () => void this.#end('unhealthy')));
    this.#stopWatching = () => stops.forEach((stop) => stop());
  }
}

function start(spec: ModuleChild | CommandChild, cluster: ClusterSpawner | undefined) {
  const { args = [], cwd, env, stopGraceMs, output = 'inherit', spawner } = spec;
  const [file, allArgs] = 'module' in spec ? [process.execPath, [...(spec.execArgv ?? []), pathOf(spec.module), ...args]] : [spec.command, args];
  return run(file, allArgs, {
    cwd,
    env,
    spawner: cluster ?? spawner,
    ipc: 'module' in spec ? 'json' : undefined,
    reject: false,
    stdout: output,
    stderr: output,
    killGraceMs: stopGraceMs,
    killLeftovers: true,
  });
}

function clusterProgram({ module, args = [], execArgv = [] }: ModuleChild): ConstructorParameters<typeof ClusterSpawner>[0] {
  return { exec: pathOf(module), args: [...args], execArgv: [...execArgv] };
}

function pathOf(module: string | URL): string {
  return module instanceof URL ? fileURLToPath(module) : module;
}
