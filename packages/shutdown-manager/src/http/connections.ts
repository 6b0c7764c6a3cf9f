import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import type { Socket } from 'node:net';

/** One client's connection. */
export interface Connection {
  /** Answers not yet finished, in the order of the requests. */
  readonly answers: Set<ServerResponse>;
  /** `socket.bytesRead` when the last answer was finished: anything more is the beginning of a request. */
  bytesWhenIdle: number;
}

/** An HTTP/1 server, or an HTTP/2 server that speaks HTTP/1 as well. */
export type HttpLikeServer = Server | Http2Server | Http2SecureServer;

/** Keeps the books of a server's connections, from the moment on which it is registered. */
export class Connections {
  readonly #server: Server;
  readonly #event: 'connection' | 'secureConnection';
  readonly #isOurs: (socket: Socket) => boolean;
  readonly #open = new Map<Socket, Connection>();
  readonly #seen = new WeakSet<ServerResponse>();

  /** @param isOurs leaves out sockets of another protocol on the same server. */
  constructor(server: HttpLikeServer, isOurs: (socket: Socket) => boolean = () => true) {
    this.#server = server as Server;
    this.#isOurs = isOurs;
    // Of a TLS server the decrypted side is what requests arrive on.
    this.#event = 'setSecureContext' in server ? 'secureConnection' : 'connection';
    this.#server.on(this.#event, this.#onConnection);
    this.#server.prependListener('request', this.#onRequest);
  }

  detach(): void {
    this.#server.off(this.#event, this.#onConnection);
    this.#server.off('request', this.#onRequest);
  }

  entries(): IterableIterator<[Socket, Connection]> {
    return this.#open.entries();
  }

  get size(): number {
    return this.#open.size;
  }

  /** True when no later request is waiting on the same connection. */
  isLast(answer: ServerResponse): boolean {
    const answers = [...(this.#open.get(answer.req.socket)?.answers ?? [])];
    return answers.at(-1) === answer || !answers.includes(answer);
  }

  readonly #onConnection = (socket: Socket): void => {
    if (this.#isOurs(socket)) this.#connection(socket);
  };

  readonly #onRequest = ({ socket }: IncomingMessage, answer: ServerResponse): void => {
    if (answer.req.httpVersionMajor === 1) this.note(socket, answer);
  };

  /** Enters a request; a second entry of the same changes nothing. */
  note(socket: Socket, answer: ServerResponse): void {
    if (this.#seen.has(answer)) return;
    this.#seen.add(answer);
    const connection = this.#connection(socket);
    connection.answers.add(answer);
    const enterBytes = (): void => {
      if (connection.answers.size === 0) connection.bytesWhenIdle = socket.bytesRead;
    };
    answer.once('close', () => {
      connection.answers.delete(answer);
      enterBytes();
    });
    // What was answered early (413, 415) still sends the rest of its body: that is no new request.
    answer.req.once('close', enterBytes);
  }

  #connection(socket: Socket): Connection {
    const known = this.#open.get(socket);
    if (known !== undefined) return known;
    const connection: Connection = { answers: new Set(), bytesWhenIdle: socket.bytesRead };
    this.#open.set(socket, connection);
    socket.once('close', () => this.#open.delete(socket));
    return connection;
  }
}
