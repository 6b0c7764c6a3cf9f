import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.js';

const OPCODES = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** As much of RFC 6455 as an inspector speaks: text messages, without extensions. Node 20 has no WebSocket of its own. */
export class WebSocketClient {
  onText: (text: string) => void = () => {};
  onClose: () => void = () => {};
  readonly #socket: Socket;
  readonly #reader = new FrameReader();

  private constructor(socket: Socket, rest: Buffer) {
    this.#socket = socket;
    socket.on('data', (data: Buffer) => this.#onData(data));
    socket.on('error', () => {}); // close follows
    socket.on('close', () => this.onClose());
    if (rest.length > 0) setImmediate(() => this.#onData(rest));
  }

  static async open(host: string, port: number, path: string): Promise<WebSocketClient> {
    const socket = connect(port, host).setNoDelay();
    await once(socket, 'connect');
    const key = randomBytes(16).toString('base64');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    let head = Buffer.alloc(0);
    while (!head.includes('\r\n\r\n')) {
      const [data] = (await once(socket, 'data')) as [Buffer];
      head = Buffer.concat([head, data]);
    }
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) {
      socket.destroy();
      throw new Error(`no WebSocket at ${host}:${port}${path}`);
    }
    return new WebSocketClient(socket, head.subarray(head.indexOf('\r\n\r\n') + 4));
  }

  send(text: string): void {
    this.#send(OPCODES.text, Buffer.from(text));
  }

  /** Resolves when the connection is over. */
  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    const closed = once(this.#socket, 'close');
    this.#send(OPCODES.close, Buffer.alloc(0));
    this.#socket.end();
    // An inspector that has been closed meanwhile does not answer any more.
    const timer = setTimeout(() => this.#socket.destroy(), 500);
    await closed.finally(() => clearTimeout(timer));
  }

  #onData(data: Buffer): void {
    for (const { opcode, payload } of this.#reader.read(data)) {
      if (opcode === OPCODES.text) this.onText(payload.toString());
      else if (opcode === OPCODES.ping) this.#send(OPCODES.pong, payload);
      else if (opcode === OPCODES.close) this.#socket.end();
    }
  }

  /** A client masks what it sends (RFC 6455, 5.3). */
  #send(opcode: number, payload: Buffer): void {
    const long = payload.length > 65_535;
    const head = Buffer.alloc(payload.length < 126 ? 2 : long ? 10 : 4);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (payload.length < 126 ? payload.length : long ? 127 : 126);
    if (long) head.writeBigUInt64BE(BigInt(payload.length), 2);
    else if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
    const mask = randomBytes(4);
    const masked = Buffer.from(payload);
    for (let index = 0; index < masked.length; index++) masked[index]! ^= mask[index % 4]!;
    this.#socket.write(Buffer.concat([head, mask, masked]));
  }
}
