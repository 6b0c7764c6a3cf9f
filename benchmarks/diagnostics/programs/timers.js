import { measure } from '../../harness/measure.js';

const COUNT = 20_000;

await measure(COUNT, async () => {
  for (let index = 0; index < COUNT; index++) {
    clearTimeout(setTimeout(() => {}, 1_000));
    if (index % 1_000 === 0) await new Promise(setImmediate);
  }
});
