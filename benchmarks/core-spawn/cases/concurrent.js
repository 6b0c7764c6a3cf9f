import { measure } from '../../harness/measure.js';

const { run } = await import(`../peers/${process.argv[2]}.js`);
const RUNS = 500;
const AT_ONCE = 16;

await measure(RUNS, async () => {
  let left = RUNS;
  const lane = async () => {
    while (left-- > 0) await run('true');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});
