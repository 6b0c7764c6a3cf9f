import { measure } from '../../harness/measure.js';

const { lines } = await import(`../peers/${process.argv[2]}.js`);
const LINES = 5_000_000;

await measure(LINES, async () => {
  let count = 0;
  for await (const line of lines('seq', ['1000000', String(1_000_000 + LINES - 1)])) if (line !== '') count += 1;
  if (count !== LINES) throw new Error(`${count} lines instead of ${LINES}`);
});
