import { readdirSync } from 'node:fs';
import { listeners, readSockets } from './socket-table.js';

/** Who listens on a loopback port, or on every address with it, in the network of `pid`: a pid, or 'unknown' when it is another user's. */
export function listenerOwner(pid: number, port: number): number | 'unknown' | undefined {
  const isTaken = [...readSockets(pid).values()].some(({ protocol, state, localPort }) => protocol === 'tcp' && state === 'LISTEN' && localPort === port);
  if (!isTaken) return undefined;
  for (const name of readdirSync('/proc')) {
    const other = Number(name);
    if (Number.isInteger(other) && listensOn(other, port)) return other;
  }
  return 'unknown';
}

function listensOn(pid: number, port: number): boolean {
  try {
    return listeners(pid).some(({ localPort }) => localPort === port);
  } catch {
    return false; // another user's, or gone
  }
}
