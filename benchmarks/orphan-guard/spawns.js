import { once } from 'node:events';
import { measure } from '../harness/measure.js';

/** One after the other, each waited for. */
export async function measureSpawns(spawn) {
  await measure(300, async () => {
    for (let i = 0; i < 300; i++) await once(spawn(), 'exit');
  });
}
