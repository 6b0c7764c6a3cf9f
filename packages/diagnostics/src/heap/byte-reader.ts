import { type FileHandle, open } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;
const [COMMA, CLOSE, QUOTE, BACKSLASH, ZERO, NINE] = Buffer.from(',]"\\09') as unknown as [number, number, number, number, number, number];

/** Reads the few shapes that a heap snapshot consists of, without ever holding the file, which may be larger than a string can be. */
export class ByteReader {
  readonly #file: FileHandle;
  #chunk = Buffer.alloc(0);
  #at = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async use<T>(path: string, read: (reader: ByteReader) => Promise<T>): Promise<T> {
    const file = await open(path);
    try {
      return await read(new ByteReader(file));
    } finally {
      await file.close();
    }
  }

  /** The text up to a mark, which is skipped. */
  async until(mark: string): Promise<string> {
    let text = '';
    for (;;) {
      text += this.#chunk.toString('latin1', this.#at);
      const end = text.indexOf(mark);
      if (end !== -1) {
        // What has been read beyond the mark is of the newest chunk.
        this.#at = this.#chunk.length - (text.length - end - mark.length);
        return text.slice(0, end);
      }
      if (!(await this.#next())) throw new Error(`not a heap snapshot: ${mark} is missing`);
    }
  }

  /** The numbers of an array, after its bracket. */
  async numbers(each: (value: number, index: number) => void): Promise<void> {
    let index = 0;
    let value = 0;
    let hasDigits = false;
    for (;;) {
      const chunk = this.#chunk;
      for (let at = this.#at; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (byte >= ZERO && byte <= NINE) {
          value = value * 10 + byte - ZERO;
          hasDigits = true;
        } else if (byte === COMMA || byte === CLOSE) {
          if (hasDigits) each(value, index++);
          value = 0;
          hasDigits = false;
          if (byte === CLOSE) {
            this.#at = at + 1;
            return;
          }
        }
      }
      if (!(await this.#next())) throw new Error('the heap snapshot is cut off');
    }
  }

  /** The strings of an array, after its bracket; only those that are wanted are made. */
  async strings(isWanted: (index: number) => boolean, each: (value: string, index: number) => void): Promise<void> {
    let index = 0;
    let parts: Buffer[] | undefined;
    let isEscaped = false;
    for (;;) {
      const chunk = this.#chunk;
      let from = this.#at;
      for (let at = this.#at; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (parts === undefined) {
          if (byte === CLOSE) return;
          if (byte === QUOTE) [parts, from] = [[], at];
        } else if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) {
          if (isWanted(index)) each(JSON.parse(Buffer.concat([...parts, chunk.subarray(from, at + 1)]).toString()) as string, index);
          index++;
          parts = undefined;
        }
      }
      if (parts !== undefined && isWanted(index)) parts.push(chunk.subarray(from));
      if (!(await this.#next())) throw new Error('the heap snapshot is cut off');
    }
  }

  async #next(): Promise<boolean> {
    const { buffer, bytesRead } = await this.#file.read({ buffer: Buffer.allocUnsafe(CHUNK_BYTES) });
    this.#chunk = buffer.subarray(0, bytesRead);
    this.#at = 0;
    return bytesRead > 0;
  }
}
