import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/**
 * Where a worker writes the id of the job that it begins, and the pool reads it when the worker has died.
 *
 * Whatever kills a worker takes along what it has not sent yet, and messages are sent in batches. A write to a file that
 * both have open costs about a microsecond and is there in the next instant, whatever happens.
 */
export const START_MARK = 'CHILDPROOF_START_MARK';

const BYTES = 8;

/** The pool's side. */
export class StartMark {
  /** For the worker's environment. */
  readonly path: string;
  readonly #descriptor: number;

  private constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  /** `undefined` where no file can be made: then a job counts as begun when it was handed over. */
  static create(): StartMark | undefined {
    for (const folder of ['/dev/shm', tmpdir()]) {
      const path = join(folder, `childproof-${process.pid}-${randomBytes(6).toString('hex')}`);
      try {
        return new StartMark(path, openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600));
      } catch {
        // the next folder
      }
    }
    return undefined;
  }

  /** Id of the last job that was begun; 0 before the first. */
  read(): number {
    const buffer = Buffer.alloc(BYTES);
    readSync(this.#descriptor, buffer, 0, BYTES, 0);
    return buffer.readDoubleLE();
  }

  close(): void {
    closeSync(this.#descriptor);
    this.unlink();
  }

  /** A worker that has it open needs no name any more. */
  unlink(): void {
    try {
      unlinkSync(this.path);
    } catch {
      // unlinked by the worker
    }
  }
}

/** The worker's side: a function that marks the start of a job. */
export function openStartMark(path: string | undefined): (id: number) => void {
  if (path === undefined) return () => {};
  try {
    const descriptor = openSync(path, constants.O_WRONLY);
    unlinkSync(path);
    const buffer = Buffer.alloc(BYTES);
    return (id) => {
      buffer.writeDoubleLE(id);
      writeSync(descriptor, buffer, 0, BYTES, 0);
    };
  } catch {
    return () => {};
  }
}
