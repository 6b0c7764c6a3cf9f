import { measure } from '../../harness/measure.js';

const { lineBatches } = await import(`../peers/${process.argv[2]}.js`);
const LINES = 5_000_000;

await measure(LINES, async () => {
  let count = 0;
  for await (const batch of lineBatches('seq', ['1000000', String(1_000_000 + LINES - 1)])) {
    for (const line of batch) if (line !== '') count += 1;
  }
  if (count !== LINES) throw new Error(`${count} lines instead of ${LINES}`);
});
