// From the death of the only worker to the result of the next job. argv: pool, hot spares.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openPool } from '../pools/open-pool.js';

const ROUNDS = 15;
const [name, hotSpares] = process.argv.slice(2);
const times = [];
const median = () => times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
const after = async (kill, next) => {
  for (let round = 0; round < ROUNDS; round++) {
    const dies = kill();
    const before = performance.now();
    await next(dies);
    times.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 150)); // a spare starts meanwhile
  }
};

if (name === 'fork') {
  // The least that there is: when it is gone, another is started and asked.
  const worker = fileURLToPath(new URL('../pools/worker-raw.mjs', import.meta.url));
  let child = fork(worker);
  await after(
    () => child.kill('SIGKILL'),
    () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          child = fork(worker);
          child.once('message', resolve);
          child.send({ id: 0, name: 'noop', input: 0 });
        });
      }),
  );
  child.disconnect();
} else {
  const pool = await openPool(name, { workers: 1, hotSpares: Number(hotSpares ?? 0) });
  await after(
    () => Promise.resolve(pool.run('die')).catch(() => {}),
    () => pool.run('noop', 0),
  );
  await pool.close();
}
console.log(JSON.stringify({ 'ms to next result': median() }));
process.exit();
