import type { ProcessEntry } from '@childproof/internal';
import { carries } from '../../mark/mark.js';
import { listRunning } from './process-table.js';

/** Every running process whose mark begins with `prefix`, whoever its parent is by now. */
export function markedProcesses(prefix: string): ProcessEntry[] {
  return listRunning().filter(({ softRssLimit }) => carries(softRssLimit, prefix));
}
