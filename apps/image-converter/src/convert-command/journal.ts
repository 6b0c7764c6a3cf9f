import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OutputSpec } from '../outputs/output-spec.js';

/** A file of the output folder: what was made of what. */
const JOURNAL = '.image-converter.jsonl';

/**
 * Remembers what has been converted, so that the same command, run again, does only the rest: what was interrupted, has failed,
 * has changed since, or is wished for in another way.
 */
export class Journal {
  readonly #path: string;
  readonly #entries = new Set<string>();
  readonly #wishes: string;

  constructor(out: string, output: OutputSpec) {
    this.#path = join(out, JOURNAL);
    this.#wishes = createHash('sha256').update(JSON.stringify(output)).digest('base64url').slice(0, 16);
    for (const line of readLines(this.#path)) this.#entries.add(line);
  }

  /** True when the image was converted to this very target, and neither has gone or changed since. */
  async has(source: string, target: string): Promise<boolean> {
    const exists = await stat(target).then(
      (entry) => entry.isFile(),
      () => false,
    );
    return exists && this.#entries.has(await this.#entry(source, target));
  }

  /** Called when the target is in place. */
  async add(source: string, target: string): Promise<void> {
    const entry = await this.#entry(source, target);
    if (this.#entries.has(entry)) return;
    this.#entries.add(entry);
    appendFileSync(this.#path, `${entry}\n`);
  }

  async #entry(source: string, target: string): Promise<string> {
    const { size, mtimeMs } = await stat(source);
    return JSON.stringify([resolve(target), resolve(source), size, mtimeMs, this.#wishes]);
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
