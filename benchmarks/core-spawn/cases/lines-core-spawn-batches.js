import { run } from '@childproof/core-spawn';
import { measure } from '../../harness/measure.js';
import { check, command, LINES } from '../lines.js';

await measure(LINES, async () => {
  let count = 0;
  for await (const batch of run(...command).lineBatches()) for (const line of batch) if (line !== '') count += 1;
  check(count);
});
