import type { Settings } from '../options/settings.js';
import { HeadStore } from './head-store.js';
import { TailStore } from './tail-store.js';

/** Output that has been kept, bounded in memory whatever the program writes. */
export interface OutputStore {
  /** Something was dropped. */
  readonly truncated: boolean;
  add(chunk: Buffer): void;
  /** Hands over what was kept; once. */
  takeBytes(): Buffer;
  /** The same as text, cut between two characters. */
  takeText(): string;
}

export function createOutputStore({ onMaxOutput, encoding }: Pick<Settings, 'onMaxOutput' | 'encoding'>, maxBytes: number): OutputStore {
  return onMaxOutput === 'keep-tail' ? new TailStore(maxBytes) : new HeadStore(maxBytes, encoding);
}
