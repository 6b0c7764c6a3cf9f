import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ProbeSample, ProbeTarget } from './probe-messages.js';
import type { ProofServer } from './proof-server.js';

const PROBE = fileURLToPath(new URL('../dist/api-probe.js', import.meta.url));

/** Looks on while the servers work: how fast the API answers, how much memory servers and workers take. */
export class Observer {
  readonly latencies: Pick<ProbeSample, 'path' | 'latencyMs'>[] = [];
  /** Of one life of the server each: its first and its last sample. */
  readonly serverRss: { pid: number; first: number; last: number; peak: number }[] = [];
  peakWorkerRss = 0;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];
  #job = '';
  readonly #servers: readonly ProofServer[];
  readonly #probe = fork(PROBE, { execArgv: [] });

  constructor(servers: readonly ProofServer[]) {
    this.#servers = servers;
    this.#probe.on('message', ({ path, latencyMs, workerRssBytes }: ProbeSample) => {
      this.latencies.push({ path, latencyMs });
      this.peakWorkerRss = Math.max(this.peakWorkerRss, workerRssBytes);
    });
    this.#loops = servers.map((server) => this.#measure(server));
  }

  /** The servers have these addresses now, and this job is known to them. */
  ask(job = this.#job): void {
    this.#job = job;
    const target: ProbeTarget = { urls: this.#servers.map(({ url }) => url), job };
    this.#probe.send(target);
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    // Not `close`: after a disconnect by the parent it never comes.
    const ended = once(this.#probe, 'exit');
    this.#probe.disconnect();
    const [code, signal] = (await ended) as [number | null, string | null];
    if (code !== 0) throw new Error(`the probe of the API ended with ${code ?? signal}`);
  }

  async #measure(server: ProofServer): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const rss = server.isUp ? server.rssBytes : 0;
      const life = this.serverRss.find(({ pid }) => pid === server.pid);
      if (rss > 0 && life === undefined) this.serverRss.push({ pid: server.pid, first: rss, last: rss, peak: rss });
      if (rss > 0 && life !== undefined) Object.assign(life, { last: rss, peak: Math.max(life.peak, rss) });
      await sleep(250);
    }
  }

  /** @param share 0.99 for p99. */
  percentile(share: number, ofPath?: string): number {
    const wanted = this.latencies.filter(({ path }) => ofPath === undefined || path === ofPath);
    const sorted = wanted.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}
