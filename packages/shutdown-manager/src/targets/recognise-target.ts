import { Server as HttpServer } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { Server as NetServer } from 'node:net';
import { inspect } from 'node:util';
import { httpTarget } from '../http/http-target.js';
import { childProcessTarget, isChildProcess } from './child-process.js';
import { netServerTarget } from './net-server.js';
import type { StepFunction, Target } from './target.js';

/** In order of preference: an object that has several means the first one. */
const METHODS = [Symbol.asyncDispose, 'close', 'stop', 'end', 'disconnect'] as const;

/** @throws TypeError `ERR_INVALID_ARGUMENT` for what cannot be ended. */
export function recogniseTarget(value: unknown): Target {
  if (isHttpServer(value)) return httpTarget(value);
  if (value instanceof NetServer) return netServerTarget(value);
  if (isChildProcess(value)) return childProcessTarget(value);
  if (isFramework(value)) return frameworkTarget(value);
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
  readonly server: HttpServer;
  close(): unknown;
}

function isFramework(value: unknown): value is Framework {
  const candidate = value as Partial<Framework> | null | undefined;
  return typeof candidate?.close === 'function' && isHttpServer(candidate.server);
}

/** Fastify's close() answers 503 to what still comes on open connections; so it is called when these have ended. */
function frameworkTarget(framework: Framework): Target {
  const server = httpTarget(framework.server);
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
