import { measure } from '../../harness/measure.js';

const { run } = await import(`../peers/${process.argv[2]}.js`);
const RUNS = 300;

await measure(RUNS, async () => {
  for (let index = 0; index < RUNS; index++) await run('true');
});
