import type { Http2SecureServer, Http2Server } from 'node:http2';
import { Server as NetServer } from 'node:net';

/** Node does not export their classes; both are net servers, and both alone can change their HTTP/2 settings. */
export function isHttp2Server(value: unknown): value is Http2Server | Http2SecureServer {
  return value instanceof NetServer && typeof (value as Partial<Http2Server>).updateSettings === 'function';
}
