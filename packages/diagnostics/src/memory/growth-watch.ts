import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SnapshotComparison } from '../heap/compare-snapshots.js';
import { type HeapGrowth, heapGrowth } from './heap-growth.js';
import { VERDICT_TROUGHS } from './verdict.js';

export interface GrowthSource {
  /** Stops the watched process and writes a snapshot of it; false where that would stop it for too long. */
  take(file: string): Promise<boolean> | boolean;
  compare(before: string, after: string): Promise<SnapshotComparison>;
}

/**
 * Has one heap snapshot taken when a leak is suspected and one when it is certain, and compares the two. Each stops the
 * process, so a suspicion that comes to nothing, such as a cache that warms up, makes the next one wait twice as long.
 */
export class GrowthWatch {
  readonly #source: GrowthSource;
  #folder: string | undefined;
  #hasBaseline = false;
  #dueAt = 0;
  #gap = VERDICT_TROUGHS;

  constructor(source: GrowthSource) {
    this.#source = source;
  }

  /** @param troughs How many there have been so far. */
  async suspect(troughs: number): Promise<void> {
    if (troughs < this.#dueAt) return;
    this.#dueAt = troughs + this.#gap;
    this.#gap *= 2;
    this.#hasBaseline = await this.#source.take(this.#file('suspicion'));
  }

  /** What has grown since the suspicion; `undefined` where there is no snapshot to compare with. */
  async growth(): Promise<readonly HeapGrowth[] | undefined> {
    if (!this.#hasBaseline || !(await this.#source.take(this.#file('verdict')))) return undefined;
    this.#hasBaseline = false;
    try {
      return heapGrowth(await this.#source.compare(this.#file('suspicion'), this.#file('verdict')));
    } finally {
      this.close();
    }
  }

  /** Deletes the snapshots, which hold whatever the program had in its memory. */
  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  /** In a folder that only this user may read. */
  #file(name: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'childproof-heap-'));
    return join(this.#folder, `${name}.heapsnapshot`);
  }
}
