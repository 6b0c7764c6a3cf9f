import type { AddressInfo, Server } from 'node:net';
import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

const net = process.getBuiltinModule('node:net');

/** Every stream server of Node, HTTP, TLS and HTTP/2 included, is a `net.Server`; its line is that of `listen`. */
export function recordServers(): void {
  replace(net.Server.prototype, 'listen', (original) => {
    return function stamped(...args) {
      record(this as object, 'server', takeStamp(stamped));
      return original.apply(this, args);
    };
  });
}

export const describeServer: Describe = (target) => {
  const server = target as Server & { readonly _handle: Handle | null };
  if (server._handle === null) return undefined;
  const address = server.address();
  const ref = hasRef(server._handle);
  if (typeof address === 'string') return { kind: 'unix-server', detail: address, ref };
  return { kind: 'tcp-server', detail: address === null ? 'not bound yet' : formatAddress(address), ref };
};

export function formatAddress({ address, family, port }: Pick<AddressInfo, 'address' | 'port'> & { readonly family: string }): string {
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
