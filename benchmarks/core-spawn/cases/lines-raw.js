// What one writes by hand: an async generator over the chunks, with the rest carried over.
import { spawn } from 'node:child_process';
import { measure } from '../../harness/measure.js';
import { check, command, LINES } from '../lines.js';

async function* lines(stream) {
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest !== '') yield rest;
}

await measure(LINES, async () => {
  const child = spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let count = 0;
  for await (const line of lines(child.stdout.setEncoding('utf8'))) if (line !== '') count += 1;
  check(count);
});
