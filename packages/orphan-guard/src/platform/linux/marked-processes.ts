import { carries } from '../../mark/mark.js';
import { listRunning, type ProcessStat } from './process-stat.js';

/** Every running process whose mark begins with `prefix`, whoever its parent is by now. */
export function markedProcesses(prefix: string): ProcessStat[] {
  return listRunning().filter(({ softRssLimit }) => carries(softRssLimit, prefix));
}
