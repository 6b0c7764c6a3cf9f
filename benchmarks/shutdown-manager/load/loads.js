import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.js';

const CONNECTIONS = 64;

const open = (port, tally, count) => Promise.all(Array.from({ length: count }, () => Connection.open(port, tally)));

async function saturate(connection, path) {
  while (!connection.over) await connection.request(path());
}

async function until(condition) {
  while (!condition()) await sleep(5);
}

/** Each begins its load, calls `terminate` in the middle of it, and settles when every connection is over. */
export const loads = {
  async saturated(port, tally, terminate) {
    const connections = await open(port, tally, CONNECTIONS);
    const done = Promise.all(connections.map((connection) => saturate(connection, () => '/')));
    await until(() => tally.answered > 2_000);
    terminate();
    await done;
  },

  /** Late answers, answers whose headers are out, idle connections, and one slow request. */
  async mixed(port, tally, terminate) {
    const busy = await open(port, tally, CONNECTIONS);
    const [slow, ...idle] = await open(port, tally, 11);
    const kinds = ['/', '/?ms=1', '/?ms=20', '/?ms=60&head', '/?head'];
    const done = busy.map((connection) => saturate(connection, () => kinds[Math.floor(Math.random() * kinds.length)]));
    await until(() => tally.answered > 1_000);
    await Promise.all(idle.slice(0, 5).map((connection) => connection.request('/')));
    const answer = slow.request('/?ms=1000');
    terminate();
    await Promise.all([...done, answer]);
    idle.forEach((connection) => connection.close());
  },

  /** A load balancer that goes on for a second: kept connections, and new ones all the time. */
  async kubernetes(port, tally, terminate) {
    const kept = await open(port, tally, CONNECTIONS);
    const done = kept.map((connection) => saturate(connection, () => '/?ms=2'));
    let balancing = true;
    const balancer = (async () => {
      while (balancing) {
        try {
          const connection = await Connection.open(port, tally);
          await connection.request('/?ms=2');
          connection.close();
        } catch {
          tally.refused++;
        }
        await sleep(2);
      }
    })();
    await until(() => tally.answered > 1_000);
    terminate();
    await sleep(1_000);
    balancing = false;
    await Promise.all([...done, balancer]);
  },
};
