import { Server, Socket } from 'node:net';
import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

/** Client sockets; those that a server accepts are not stamped, which would cost every connection of a busy server. */
export function recordSockets(): void {
  replace(Socket.prototype, 'connect', (original) => {
    return function stamped(...args) {
      record(this as object, 'socket', takeStamp(stamped), unixPath(args));
      return original.apply(this, args);
    };
  });
}

export interface NetSocket extends Socket {
  readonly _handle: Handle | null;
  readonly _parent?: Socket | null;
  /** The server that accepted it. */
  readonly server?: unknown;
}

export const describeSocket: Describe = (target, recorded) => {
  const socket = target as NetSocket;
  if (!socket._handle || socket.destroyed) return undefined;
  const kind = socket.server instanceof Server ? 'connection' : recorded === undefined ? 'pipe' : 'socket';
  const remote = `${address(socket.remoteAddress)}:${socket.remotePort}`;
  const arrow = kind === 'connection' ? 'from' : 'to';
  const path = recorded?.detail ?? '';
  const detail = socket.remoteAddress !== undefined ? `${arrow} ${remote}` : path !== '' ? `${arrow} ${path}` : socket.connecting ? 'connecting' : '';
  return { kind, detail, ref: hasRef(socket._handle) };
};

/** A Unix socket does not say where it leads; the call that connects it does. */
function unixPath(args: readonly unknown[]): string {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'string') return Number.isNaN(Number(first)) ? first : '';
  return (first as { readonly path?: unknown } | undefined)?.path === undefined ? '' : pathOf(first as { host?: unknown; path: unknown });
}

/** An HTTP request's options have a `path` as well: that of the URL. */
function pathOf(options: { readonly host?: unknown; readonly port?: unknown; readonly path: unknown }): string {
  return options.port === undefined && options.host === undefined && typeof options.path === 'string' ? options.path : '';
}

function address(host: string | undefined): string {
  return host?.includes(':') === true ? `[${host}]` : String(host);
}
