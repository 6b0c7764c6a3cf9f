import { measure } from '../../harness/measure.js';

const COUNT = 300_000;
const inner = async (value) => value;
const outer = async (value) => (await inner(value)) + 1;

await measure(COUNT, async () => {
  let sum = 0;
  for (let index = 0; index < COUNT; index++) sum += await outer(index);
  return sum;
});
