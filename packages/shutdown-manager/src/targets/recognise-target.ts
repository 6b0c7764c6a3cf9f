import { Server as HttpServer } from 'node:http';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import { Server as HttpsServer } from 'node:https';
import { Server as NetServer } from 'node:net';
import { inspect } from 'node:util';
import { httpTarget } from '../http/http-target.js';
import { http2Target } from '../http2/http2-target.js';
import { childProcessTarget, isChildProcess } from './child-process.js';
import { clusterTarget, isCluster } from '../cluster/cluster-target.js';
import { isHttp2Server } from './http2-server.js';
import { netServerTarget } from './net-server.js';
import { isPool, poolTarget } from './pool.js';
import type { StepFunction, Target } from './target.js';
import { isWebSocketServer, webSocketServerTarget } from './web-socket-server.js';

/** In order of preference: an object that has several means the first one. */
const METHODS = [Symbol.asyncDispose, 'close', 'stop', 'end', 'disconnect'] as const;

/** @throws TypeError `ERR_INVALID_ARGUMENT` for what cannot be ended. */
export function recogniseTarget(value: unknown): Target {
  if (isHttpServer(value)) return httpTarget(value);
  if (isHttp2Server(value)) return http2Target(value);
  if (value instanceof NetServer) return netServerTarget(value);
  if (isChildProcess(value)) return childProcessTarget(value);
  if (isFramework(value)) return frameworkTarget(value);
  if (isWebSocketServer(value)) return webSocketServerTarget(value);
  if (isCluster(value)) return clusterTarget();
  if (isPool(value)) return poolTarget(value);
  if (typeof value === 'function') return functionTarget(value as StepFunction);
  const method = METHODS.find((name) => typeof (value as Record<symbol | string, unknown> | null | undefined)?.[name] === 'function');
  if (method === undefined) throw unknownTarget(value);
  const object = value as Record<symbol | string, () => unknown>;
  return functionTarget(() => object[method]!());
}

function functionTarget(end: StepFunction): Target {
  return {
    drains: false,
    async end(context) {
      await end(context);
    },
  };
}

function isHttpServer(value: unknown): value is HttpServer {
  return value instanceof HttpServer || value instanceof HttpsServer;
}

/** Fastify and its like: the instance owns the server and has a close() of its own, with hooks to run. */
interface Framework {
  readonly server: HttpServer | Http2Server | Http2SecureServer;
  close(): unknown;
}

function isFramework(value: unknown): value is Framework {
  const candidate = value as Partial<Framework> | null | undefined;
  return typeof candidate?.close === 'function' && (isHttpServer(candidate.server) || isHttp2Server(candidate.server));
}

/** Fastify's close() answers 503 to what still comes on open connections; so it is called when these have ended. */
function frameworkTarget(framework: Framework): Target {
  const server = isHttpServer(framework.server) ? httpTarget(framework.server) : http2Target(framework.server);
  return {
    ...server,
    async end(context) {
      await server.end(context);
      await framework.close();
    },
  };
}

function unknownTarget(value: unknown): TypeError {
  const message = `add: ${inspect(value, { depth: 0 })} cannot be ended; expected a function, a server, a child process, or an object with close(), stop(), end(), disconnect() or [Symbol.asyncDispose]().`;
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARGUMENT' });
}
