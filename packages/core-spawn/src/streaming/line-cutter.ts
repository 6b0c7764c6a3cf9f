import type { OutputPipe } from '../output/output-pipe.js';
import type { Cutter } from './cutter.js';

const LF = 0x0a;

/**
 * Cuts bytes into the lines that they complete. Only LF and CRLF end a line.
 *
 * Bytes are held back from the last LF on, so what is decoded always ends with a whole character; and a long line is
 * put together once, at its end, not once per chunk.
 */
export class LineCutter implements Cutter<string[]> {
  readonly #pipe: Pick<OutputPipe, 'name' | 'fail'>;
  readonly #maxLineBytes: number;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #tooLong = false;

  constructor(pipe: Pick<OutputPipe, 'name' | 'fail'>, maxLineBytes: number) {
    this.#pipe = pipe;
    this.#maxLineBytes = maxLineBytes;
  }

  cut(chunk: Buffer): string[] | undefined {
    if (this.#tooLong) return undefined;
    const end = chunk.lastIndexOf(LF);
    if (end === -1) {
      this.#hold(chunk);
      return undefined;
    }
    const complete = this.#begunBytes === 0 ? chunk.subarray(0, end) : Buffer.concat([...this.#begun, chunk.subarray(0, end)]);
    this.#begun = [];
    this.#begunBytes = 0;
    const lines = complete.toString('utf8').split('\n');
    if (complete.length > this.#maxLineBytes && this.#hasTooLong(lines)) return undefined;
    if (end + 1 < chunk.length) this.#hold(chunk.subarray(end + 1));
    return complete.includes('\r') ? lines.map(withoutCarriageReturn) : lines;
  }

  /** The last line, which nothing has ended. */
  rest(): string[] | undefined {
    if (this.#begunBytes === 0) return undefined;
    const line = Buffer.concat(this.#begun).toString('utf8');
    this.#begun = [];
    this.#begunBytes = 0;
    return [line];
  }

  #hold(part: Buffer): void {
    this.#begun.push(part);
    this.#begunBytes += part.length;
    if (this.#begunBytes > this.#maxLineBytes) this.#refuse();
  }

  #hasTooLong(lines: readonly string[]): boolean {
    const found = lines.some((line) => Buffer.byteLength(line) > this.#maxLineBytes);
    if (found) this.#refuse();
    return found;
  }

  #refuse(): void {
    this.#tooLong = true;
    this.#begun = [];
    this.#begunBytes = 0;
    const detail = `wrote a line of more than ${this.#maxLineBytes} bytes to ${this.#pipe.name}`;
    this.#pipe.fail({ reason: 'max-output', detail });
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
