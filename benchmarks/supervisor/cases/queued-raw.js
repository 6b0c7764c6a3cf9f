import { fork } from 'node:child_process';
import { measure } from '../../harness/measure.js';

const JOBS = 20_000;
const children = [1, 2].map(() => fork(new URL('./worker-raw.mjs', import.meta.url)));
await Promise.all(
  children.map((child) => {
    const ready = new Promise((resolve) => child.once('message', resolve));
    child.send({ id: 0 });
    return ready;
  }),
);
await measure(
  JOBS,
  () =>
    new Promise((resolve) => {
      let done = 0;
      for (const child of children) child.on('message', () => ++done === JOBS && resolve());
      for (let id = 0; id < JOBS; id++) children[id % 2].send({ id });
    }),
);
for (const child of children) child.disconnect();
