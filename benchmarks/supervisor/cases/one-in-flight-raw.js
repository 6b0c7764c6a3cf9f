import { fork } from 'node:child_process';
import { measure } from '../../harness/measure.js';

const JOBS = 5_000;
const child = fork(new URL('./worker-raw.mjs', import.meta.url));
const ask = (id) =>
  new Promise((resolve) => {
    child.once('message', resolve);
    child.send({ id });
  });
await ask(0);
await measure(JOBS, async () => {
  for (let id = 1; id <= JOBS; id++) await ask(id);
});
child.disconnect();
