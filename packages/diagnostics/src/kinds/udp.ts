import type { Socket } from 'node:dgram';
import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import type { Describe } from './kind.js';
import { formatAddress } from './server.js';

const dgram = process.getBuiltinModule('node:dgram');

/** `bind`, which the first `send` or `connect` calls too, is what makes the socket hold the program open. */
export function recordUdp(): void {
  replace(dgram.Socket.prototype, 'bind', (original) => {
    return function stamped(...args) {
      record(this as object, 'udp-socket', takeStamp(stamped));
      return original.apply(this, args);
    };
  });
}

export const describeUdp: Describe = (target) => {
  try {
    return { kind: 'udp-socket', detail: formatAddress((target as Socket).address()), ref: isRef(target) };
  } catch {
    return undefined; // ERR_SOCKET_DGRAM_NOT_RUNNING: closed, or not bound yet
  }
};

/** A dgram socket cannot be asked whether it is unref'ed, but Node's own list holds only what is not. */
function isRef(socket: object): boolean {
  return (process as unknown as { _getActiveHandles(): object[] })._getActiveHandles().includes(socket);
}
