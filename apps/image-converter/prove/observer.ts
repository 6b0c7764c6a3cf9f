import { setTimeout as sleep } from 'node:timers/promises';
import type { ProofServer } from './proof-server.js';

/** Looks on while the servers work: how fast the API answers, how much memory servers and workers take. */
export class Observer {
  readonly latenciesMs: number[] = [];
  /** Of one life of the server each: its first and its last sample. */
  readonly serverRss: { pid: number; first: number; last: number; peak: number }[] = [];
  peakWorkerRss = 0;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];
  #knownJob = '';

  constructor(servers: readonly ProofServer[]) {
    this.#loops = servers.flatMap((server) => [this.#probe(server), this.#measure(server)]);
  }

  ask(jobId: string): void {
    this.#knownJob = jobId;
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  /** As a page that looks on: one request after the other, of each kind. */
  async #probe(server: ProofServer): Promise<void> {
    for (let turn = 0; !this.#stop.signal.aborted; turn++) {
      const path = ['health/live', 'api/status', `api/jobs/${this.#knownJob}`][turn % 3]!;
      const startedAt = performance.now();
      try {
        const response = await fetch(new URL(path, server.url));
        const body = (await response.json()) as { workers?: { rssBytes?: number }[] };
        this.latenciesMs.push(performance.now() - startedAt);
        for (const { rssBytes = 0 } of body.workers ?? []) this.peakWorkerRss = Math.max(this.peakWorkerRss, rssBytes);
      } catch {
        // Not up: that is another figure.
      }
      await sleep(40);
    }
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
  percentile(share: number): number {
    const sorted = [...this.latenciesMs].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}
