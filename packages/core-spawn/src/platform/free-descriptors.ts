import { fs } from '@childproof/internal';

/** Kept free for whatever else this process opens meanwhile. */
const RESERVE = 4;
/** Others open and close descriptors too: what was counted is not trusted for longer than this. */
const STARTS_PER_COUNT = 256;

let limit: number | undefined;
let free = 0;
let startsLeft = 0;

/**
 * Whether there are descriptors for a process with so many pipes; true where nobody can tell.
 *
 * It is asked before, not tried: when a spawn fails with EMFILE, node loses the pipes that were made for it (the early
 * return in `ChildProcess.prototype.spawn`, lib/internal/child_process.js, does not close them).
 */
export function hasDescriptorsFor(pipes: number): boolean {
  limit ??= softLimit();
  if (limit === Infinity) return true;
  // Both ends of each pipe, and the pipe through which libuv hears of a failed exec.
  const needed = 2 * pipes + 2 + RESERVE;
  if (free < needed || startsLeft === 0) {
    free = limit - countOpen();
    startsLeft = STARTS_PER_COUNT;
  }
  if (free < needed) return false;
  free -= pipes;
  startsLeft -= 1;
  return true;
}

/** RLIMIT_NOFILE as proc(5) shows it. */
function softLimit(): number {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(fs.readFileSync('/proc/self/limits', 'latin1'));
    return found === null ? Infinity : Number(found[1]);
  } catch {
    return Infinity;
  }
}

function countOpen(): number {
  try {
    return fs.readdirSync('/proc/self/fd').length;
  } catch {
    return limit ?? 0; // not even one left to look with
  }
}
