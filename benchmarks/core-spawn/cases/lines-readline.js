import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { measure } from '../../harness/measure.js';
import { check, command, LINES } from '../lines.js';

await measure(LINES, async () => {
  const child = spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) if (line !== '') count += 1;
  check(count);
});
