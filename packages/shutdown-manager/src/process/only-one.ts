import { ShutdownError } from '../errors/shutdown-error.js';

/** Shared by both builds and every copy of this package: two managers would race for the same signal. */
const shared = globalThis as { [KEY]?: string | undefined };
const KEY = Symbol.for('@childproof/shutdown-manager:installed');

/** Takes the place of the one manager; gives a function that leaves it again. */
export function takePlace(createdAt: string): () => void {
  if (shared[KEY] !== undefined) {
    throw new ShutdownError('already-installed', `This process has a shutdown manager already, created at ${shared[KEY]}. Add steps to that one, or uninstall() it first.`);
  }
  shared[KEY] = createdAt;
  return () => void (shared[KEY] = undefined);
}
