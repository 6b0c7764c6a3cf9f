import { Agent, get, type IncomingMessage } from 'node:http';

const RECONNECT_MS = 20;

/** One client that asks again and again on one connection, and makes a new one when that has ended, until it drains. */
export class LoadConnection {
  readonly latencies: number[] = [];
  serverErrors = 0;
  /** Only while draining: before, an idle connection may end, and the client asks again. */
  dropped = 0;
  isOver = false;
  #isDraining = false;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;
  readonly #path: string;

  constructor(port: number, path: string) {
    this.#port = port;
    this.#path = path;
    this.#ask();
  }

  drain(): void {
    this.#isDraining = true;
  }

  stop(): void {
    this.isOver = true;
    this.#agent.destroy();
  }

  #ask(): void {
    if (this.isOver) return;
    const askedAt = performance.now();
    let isEstablished = false;
    const request = get({ port: this.#port, host: '127.0.0.1', path: this.#path, agent: this.#agent });
    request.on('socket', (socket) => {
      if (!socket.connecting) isEstablished = true;
      else if (this.#isDraining) request.destroy(); // a new connection: the old one has ended in order
      else socket.once('connect', () => (isEstablished = true));
    });
    request.on('response', (response) => this.#onResponse(response, askedAt));
    request.on('error', () => this.#onFailure(isEstablished));
  }

  #onResponse(response: IncomingMessage, askedAt: number): void {
    response.resume();
    response.on('error', () => this.#onFailure(true)); // cut in the middle
    response.on('end', () => {
      this.latencies.push(performance.now() - askedAt);
      if (response.statusCode! >= 500) this.serverErrors++;
      if (this.#isDraining && response.headers.connection === 'close') return this.stop();
      // A turn later the agent has the connection back.
      setImmediate(() => this.#ask());
    });
  }

  #onFailure(isEstablished: boolean): void {
    if (this.isOver) return;
    if (!this.#isDraining) return void setTimeout(() => this.#ask(), RECONNECT_MS);
    if (isEstablished) this.dropped++;
    this.stop();
  }
}
