import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { measure } from '../../harness/measure.js';

const RUNS = 300;
const run = promisify(execFile);

await measure(RUNS, async () => {
  for (let index = 0; index < RUNS; index++) {
    await run('true');
  }
});
