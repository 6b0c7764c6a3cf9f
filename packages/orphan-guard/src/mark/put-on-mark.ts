import { randomInt } from 'node:crypto';
import { GuardError } from '../errors/guard-error.js';
import { listDescendants } from '../list-descendants.js';
import { markedProcesses } from '../platform/linux/marked-processes.js';
import { readOwnProcess } from '../platform/linux/process-table.js';
import { setMark } from '../platform/linux/set-mark.js';
import { MAX_LEVEL, parseMark, randomMark, type Mark } from './mark.js';

export interface OwnMark extends Mark {
  /** The soft limit that the process had before. */
  readonly replaced: string;
}

/** Marks this process with a number that no other process on the machine carries. */
export function putOnMark(helper: string | undefined): OwnMark {
  const replaced = readOwnProcess().softRssLimit;
  const outer = parseMark(replaced);
  for (;;) {
    const mark = randomMark(outer, randomInt);
    if (mark === undefined) throw tooDeep();
    if (strangers(mark).length > 0) continue;
    setMark(process.pid, mark.value, helper);
    // Looked at again afterwards: of two who chose the same number at the same moment, at least one sees the other.
    if (strangers(mark).length === 0) return { ...mark, replaced };
    setMark(process.pid, replaced, helper);
  }
}

/** Who carries the number and is not ours: another guard's, or what a dead guard has exempted. */
function strangers(mark: Mark): readonly number[] {
  const found = markedProcesses(mark.prefix).map(({ pid }) => pid).filter((pid) => pid !== process.pid);
  if (found.length === 0) return found;
  const ours = new Set(listDescendants(process.pid).map(({ pid }) => pid));
  return found.filter((pid) => !ours.has(pid));
}

function tooDeep(): GuardError {
  const message = `This process is inside ${MAX_LEVEL} guards already, and a mark has room for no more. Its descendants end with the outer guards; guard fewer of the programs in between.`;
  return new GuardError('nested-too-deep', message);
}
