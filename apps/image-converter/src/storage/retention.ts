import { readdir, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ImageQueue } from '../queue/image-queue.js';
import type { Storage } from './storage.js';
import { removeAbandoned, touchTemporaryFolder } from './temporary-folder.js';

/** An original without a job is that of an upload whose server died before it was queued: nobody was told of it. */
const UNCLAIMED_MS = 24 * 60 * 60_000;
const BATCH = 500;

/** Takes away what is no longer wanted: jobs that ended long ago with their files, and what dead servers left. */
export class Retention {
  readonly #queue: ImageQueue;
  readonly #storage: Storage;
  readonly #keepMs: number;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  /** @param keepMs From the end of a job; 0 keeps it for ever. */
  constructor(queue: ImageQueue, storage: Storage, keepMs: number, everyMs: number, onError: (error: unknown) => void) {
    this.#queue = queue;
    this.#storage = storage;
    this.#keepMs = keepMs;
    const sweep = (): void => {
      this.#running = this.#running.then(() => this.sweep()).catch(onError);
    };
    sweep();
    this.#timer = setInterval(sweep, everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async sweep(): Promise<void> {
    const { temporary, allTemporary } = this.#storage;
    await touchTemporaryFolder(temporary);
    await removeAbandoned(allTemporary, temporary);
    if (this.#keepMs > 0) for (const id of await this.#queue.forget(this.#keepMs)) await this.#remove(id);
    await this.#removeUnclaimed();
  }

  async #remove(id: string): Promise<void> {
    const aside = join(this.#storage.temporary, `expired-${randomUUID()}`);
    await rm(this.#storage.result(id), { recursive: true, force: true });
    const isMoved = await rename(this.#storage.original(id), aside).then(
      () => true,
      () => false,
    );
    // The same image may have been sent again in this very moment: then its original is put back.
    if (isMoved && (await this.#queue.known([id])).has(id)) await rename(aside, this.#storage.original(id));
    else await rm(aside, { force: true });
  }

  async #removeUnclaimed(): Promise<void> {
    const names = await readdir(this.#storage.originals);
    for (let from = 0; from < names.length; from += BATCH) {
      const old: string[] = [];
      for (const name of names.slice(from, from + BATCH)) {
        const entry = await stat(this.#storage.original(name)).catch(() => undefined);
        if (entry !== undefined && Date.now() - entry.mtimeMs > UNCLAIMED_MS) old.push(name);
      }
      if (old.length === 0) continue;
      const known = await this.#queue.known(old);
      for (const name of old) if (!known.has(name)) await rm(this.#storage.original(name), { force: true });
    }
  }
}
