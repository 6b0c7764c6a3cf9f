import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { measure } from '../../harness/measure.js';

const COUNT = 20_000;
const file = fileURLToPath(import.meta.url);

await measure(COUNT, async () => {
  for (let index = 0; index < COUNT; index++) await readFile(file);
});
