import { execa } from 'execa';
import { measure } from '../../harness/measure.js';
import { check, command, LINES } from '../lines.js';

await measure(LINES, async () => {
  let count = 0;
  for await (const line of execa(...command, { buffer: false })) if (line !== '') count += 1;
  check(count);
});
