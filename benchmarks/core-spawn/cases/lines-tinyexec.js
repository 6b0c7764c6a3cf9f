import { x } from 'tinyexec';
import { measure } from '../../harness/measure.js';
import { check, command, LINES } from '../lines.js';

await measure(LINES, async () => {
  let count = 0;
  for await (const line of x(...command)) if (line !== '') count += 1;
  check(count);
});
