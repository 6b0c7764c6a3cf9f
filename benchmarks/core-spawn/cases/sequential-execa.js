import { execa } from 'execa';
import { measure } from '../../harness/measure.js';

const RUNS = 300;

await measure(RUNS, async () => {
  for (let index = 0; index < RUNS; index++) {
    await execa('true');
  }
});
