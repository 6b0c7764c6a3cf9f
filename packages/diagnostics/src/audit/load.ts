import { LoadConnection } from './load-connection.js';
import type { LoadFigures } from './report.js';

/** Keep-alive connections that each ask again as soon as they are answered. */
export class Load {
  readonly #connections: readonly LoadConnection[];
  readonly #startedAt = performance.now();

  constructor(port: number, path: string, count: number) {
    this.#connections = Array.from({ length: count }, () => new LoadConnection(port, path));
  }

  figures(): LoadFigures {
    const latencies = this.#connections.flatMap(({ latencies }) => latencies).sort((a, b) => a - b);
    const at = (share: number): number => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 10) / 10;
    return {
      connections: this.#connections.length,
      answered: latencies.length,
      answersPerSecond: Math.round((latencies.length / (performance.now() - this.#startedAt)) * 1_000),
      serverErrors: this.#connections.reduce((sum, { serverErrors }) => sum + serverErrors, 0),
      p50Ms: at(0.5),
      p99Ms: at(0.99),
    };
  }

  /** From here on a connection that has ended is not made again. */
  drain(): void {
    for (const one of this.#connections) one.drain();
  }

  /** Requests that were written on an established connection and got no complete answer, since `drain()`. */
  dropped(): number {
    return this.#connections.reduce((sum, { dropped }) => sum + dropped, 0);
  }

  /** Connections on which the server goes on answering. */
  open(): number {
    return this.#connections.filter(({ isOver }) => !isOver).length;
  }

  stop(): void {
    for (const one of this.#connections) one.stop();
  }
}
