import type { ClientRequest, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { type Recorded, record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Description, type Handle, hasRef } from './kind.js';
import { unixPath } from './unix-path.js';

const net = process.getBuiltinModule('node:net');

/** Client sockets; those that a server accepts are not stamped, which would cost every connection of a busy server. */
export function recordSockets(): void {
  replace(net.Socket.prototype, 'connect', (original) => {
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
  /** The request that is sent on it, or the answer that is due on it. */
  readonly _httpMessage?: ClientRequest | ServerResponse | null;
  readonly parser?: object | null;
  readonly _events?: Readonly<Record<string, unknown>>;
}

export const describeSocket: Describe = (target, recorded) => {
  const socket = target as NetSocket;
  if (!socket._handle || socket.destroyed) return undefined;
  const ref = hasRef(socket._handle);
  if (socket.server instanceof net.Server) return describeConnection(socket, socket.server, ref);
  const where = peer(socket, 'to', recorded);
  if (isHttp2Client(socket)) return { kind: 'http2-session', detail: where, ref };
  if (socket._httpMessage) return { kind: 'http-request', detail: describeRequest(socket._httpMessage as ClientRequest, where), ref };
  const kind = recorded === undefined && socket.remoteAddress === undefined && !socket.connecting ? 'pipe' : 'socket';
  return { kind, detail: socket.parser ? `${where}, kept alive` : where, ref };
};

function describeConnection(socket: NetSocket, server: Server, ref: boolean): Description {
  const where = peer(socket, 'from', undefined);
  if (server.constructor.name.startsWith("Http2") && !socket.parser) return { kind: 'http2-session', detail: where, ref };
  if (!socket.parser) return { kind: 'connection', detail: where, ref };
  const answer = socket._httpMessage as ServerResponse | null | undefined;
  return { kind: 'connection', detail: answer ? `${where}, answer to ${answer.req.method} ${answer.req.url} is due` : `${where}, kept alive`, ref };
}

/** An HTTP/2 session puts this listener on its socket, and as a client no parser. */
function isHttp2Client({ _events: events, parser }: NetSocket): boolean {
  const onError = events?.['error'];
  return !parser && typeof onError === 'function' && onError.name === 'socketOnError';
}

function describeRequest(request: ClientRequest, where: string): string {
  return `${request.method} ${request.protocol}//${String(request.getHeader('host') ?? request.host)}${request.path} ${where}`;
}

function peer(socket: NetSocket, arrow: string, recorded: Recorded | undefined): string {
  if (socket.remoteAddress !== undefined) return `${arrow} ${address(socket.remoteAddress)}:${socket.remotePort}`;
  const path = recorded?.detail ?? '';
  return path !== '' ? `${arrow} ${path}` : socket.connecting ? 'connecting' : '';
}

function address(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
