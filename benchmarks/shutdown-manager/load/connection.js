import { once } from 'node:events';
import { connect } from 'node:net';

/** One keep-alive connection on a bare socket: it knows exactly which of its requests were answered. */
export class Connection {
  over = false;
  #socket;
  #tally;
  #received = '';
  #waiting = [];

  constructor(socket, tally) {
    this.#socket = socket.setEncoding('latin1').setNoDelay();
    this.#tally = tally;
    socket.on('data', (text) => this.#onData(text));
    socket.on('error', () => {}); // close follows, and counts what is unanswered
    socket.on('end', () => (this.over = true));
    socket.on('close', () => {
      this.over = true;
      tally.failed += this.#waiting.length;
      for (const done of this.#waiting.splice(0)) done();
    });
  }

  static async open(port, tally) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket, tally);
  }

  /** Settles when it is answered or lost. */
  request(path) {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #onData(text) {
    this.#received += text;
    for (;;) {
      const headEnd = this.#received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = this.#received.slice(0, headEnd);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 4); // chunked answers carry "okay" as well
      const chunked = /^transfer-encoding: chunked/im.test(head);
      const bodyEnd = chunked ? this.#received.indexOf('0\r\n\r\n', headEnd + 4) + 5 : headEnd + 4 + length;
      if (this.#received.length < bodyEnd || (chunked && bodyEnd === 4)) return;
      this.#received = this.#received.slice(bodyEnd);
      if (/^connection: close/im.test(head)) this.over = true;
      this.#tally.answered++;
      this.#tally.lastAnswerAt = performance.now();
      this.#waiting.shift()?.();
    }
  }
}
