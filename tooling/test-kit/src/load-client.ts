import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One keep-alive connection on a bare socket: it knows exactly which of its requests were answered. */
export class LoadClient {
  answered = 0;
  /** Written on an established connection, and no complete answer came. */
  failed = 0;
  /** The server has said or shown that this connection is over. */
  over = false;
  readonly bodies: string[] = [];
  readonly #socket: Socket;
  #received = '';
  #waiting: (() => void)[] = [];

  constructor(socket: Socket) {
    this.#socket = socket.setEncoding('latin1').setNoDelay();
    socket.on('data', (text: string) => this.#onData(text));
    socket.on('error', () => {}); // close follows, and counts what is unanswered
    socket.on('end', () => (this.over = true));
    socket.on('close', () => {
      this.over = true;
      this.failed += this.#waiting.length;
      for (const done of this.#waiting.splice(0)) done();
    });
  }

  static async open(port: number): Promise<LoadClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new LoadClient(socket);
  }

  /** Writes the requests in one piece, and settles when each is answered or lost. */
  async request(...paths: readonly string[]): Promise<void> {
    const answers = paths.map(() => new Promise<void>((resolve) => this.#waiting.push(resolve)));
    this.#socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(''));
    await Promise.all(answers);
  }

  /** Asks again as soon as it is answered, as long as the connection lasts. */
  async saturate(path: () => string): Promise<void> {
    while (!this.over) await this.request(path());
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(text: string): void {
    this.#received += text;
    for (;;) {
      const headEnd = this.#received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = this.#received.slice(0, headEnd);
      const body = readBody(head, this.#received.slice(headEnd + 4));
      if (body === undefined) return;
      this.#received = this.#received.slice(headEnd + 4 + body.length);
      if (/^connection: close/im.test(head)) this.over = true;
      this.answered++;
      this.bodies.push(body.text);
      this.#waiting.shift()?.();
    }
  }
}

/** The body with its length on the wire, or `undefined` while it is incomplete. */
function readBody(head: string, rest: string): { readonly text: string; readonly length: number } | undefined {
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`an answer without a length:\n${head}`);
  return rest.length < length ? undefined : { text: rest.slice(0, length), length };
}
