import { tmpdir } from 'node:os';
import { fs } from '@childproof/internal';
import type { RingPlace } from './buffer-ring.js';

/**
 * Names the file that a pool shares with one worker process; both have it open, and nobody else.
 *
 * Three numbers of eight bytes, then two rings for large Buffers (see `BufferRing`):
 * the id of the job that the worker has begun last; how many pieces the worker, and the pool, have taken.
 *
 * Whatever kills a worker takes along what it has not sent yet, and messages are sent in batches. A write to a file costs
 * about a microsecond and is there in the next instant, whatever happens.
 */
export const SHARED_FILE = 'CHILDPROOF_SHARED_FILE';

/** In memory on Linux: only there is a file faster than the channel. */
const MEMORY_FOLDER = '/dev/shm';
const NUMBER_BYTES = 8;
const RINGS_AT = 4_096;
/** Pages are used only as far as they are needed: by one worker at most twice this. */
const RING_BYTES = 8 * 1024 * 1024;

function ringPlaces(descriptor: number): { readonly toWorker: RingPlace; readonly toPool: RingPlace } {
  const ring = { descriptor, capacityBytes: RING_BYTES };
  return {
    toWorker: { ...ring, start: RINGS_AT, counterAt: NUMBER_BYTES },
    toPool: { ...ring, start: RINGS_AT + RING_BYTES, counterAt: 2 * NUMBER_BYTES },
  };
}

/** The pool's side. */
export class SharedFile {
  /** For the worker's environment. */
  readonly path: string;
  readonly rings: ReturnType<typeof ringPlaces> | undefined;
  readonly #descriptor: number;

  private constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
    this.rings = isInMemory(path) ? ringPlaces(descriptor) : undefined;
  }

  /** `undefined` where no file can be made: then a job counts as begun when it was handed over. */
  static create(): SharedFile | undefined {
    for (const folder of [MEMORY_FOLDER, tmpdir()]) {
      const path = `${folder}/childproof-${process.pid}-${Math.random().toString(36).slice(2)}`;
      try {
        return new SharedFile(path, fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_EXCL, 0o600));
      } catch {
        // the next folder
      }
    }
    return undefined;
  }

  /** Id of the job that was begun last; 0 before the first. */
  lastBegun(): number {
    const buffer = Buffer.alloc(NUMBER_BYTES);
    fs.readSync(this.#descriptor, buffer, 0, NUMBER_BYTES, 0);
    return buffer.readDoubleLE();
  }

  close(): void {
    fs.closeSync(this.#descriptor);
    this.unlink();
  }

  /** A worker that has it open needs no name any more. */
  unlink(): void {
    try {
      fs.unlinkSync(this.path);
    } catch {
      // unlinked by the worker
    }
  }
}

export interface WorkerSharedFile {
  readonly rings: ReturnType<typeof ringPlaces> | undefined;
  /** Notes that a job begins. */
  markStart(id: number): void;
}

/** The worker's side; `undefined` when there is none to open. */
export function openSharedFile(path: string | undefined): WorkerSharedFile | undefined {
  if (path === undefined) return undefined;
  try {
    const descriptor = fs.openSync(path, fs.constants.O_RDWR);
    fs.unlinkSync(path);
    const buffer = Buffer.alloc(NUMBER_BYTES);
    return {
      rings: isInMemory(path) ? ringPlaces(descriptor) : undefined,
      markStart(id) {
        buffer.writeDoubleLE(id);
        fs.writeSync(descriptor, buffer, 0, NUMBER_BYTES, 0);
      },
    };
  } catch {
    return undefined;
  }
}

function isInMemory(path: string): boolean {
  return process.platform === 'linux' && path.startsWith(`${MEMORY_FOLDER}/`);
}
