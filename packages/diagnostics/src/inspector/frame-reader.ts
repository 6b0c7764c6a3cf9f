interface Message {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** Puts a server's frames, which are not masked, together again to messages (RFC 6455, 5.2 and 5.4). */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;
  /** Bytes that the frame which has begun needs; nothing is copied before they are there. */
  #needed = 2;
  #fragments: Buffer[] = [];
  #fragmentOpcode = 0;

  read(data: Buffer): Message[] {
    this.#chunks.push(data);
    this.#length += data.length;
    const messages: Message[] = [];
    while (this.#length >= this.#needed) {
      const buffer = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
      this.#chunks = [buffer];
      const size = frameSize(buffer);
      this.#needed = size.total;
      if (buffer.length < size.total) break;
      const message = this.#frame(buffer[0]!, buffer.subarray(size.head, size.total));
      if (message !== undefined) messages.push(message);
      this.#chunks = [buffer.subarray(size.total)];
      this.#length = buffer.length - size.total;
      this.#needed = 2;
    }
    return messages;
  }

  #frame(first: number, payload: Buffer): Message | undefined {
    const opcode = first & 0x0f;
    const isLast = (first & 0x80) !== 0;
    if (opcode >= 8) return { opcode, payload };
    if (opcode !== 0) this.#fragmentOpcode = opcode;
    this.#fragments.push(payload);
    if (!isLast) return undefined;
    const whole = this.#fragments.length === 1 ? payload : Buffer.concat(this.#fragments);
    this.#fragments = [];
    return { opcode: this.#fragmentOpcode, payload: whole };
  }
}

/** Of a frame whose head is not complete yet, the size of the head. */
function frameSize(buffer: Buffer): { readonly head: number; readonly total: number } {
  const short = buffer[1]! & 0x7f;
  const head = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (buffer.length < head) return { head, total: head };
  const length = short === 127 ? Number(buffer.readBigUInt64BE(2)) : short === 126 ? buffer.readUInt16BE(2) : short;
  return { head, total: head + length };
}
