import type { ClientRequest } from 'node:http';
import { replace } from '../record/replace.js';
import { sampleStamp } from '../record/sample-stamp.js';
import type { Stamp } from '../record/stamp.js';
import { trackPromise } from '../record/track-pending.js';

// Not imported: as an ES module `node:http` evaluates all it exports, and with it a WebSocket client, which takes 20 ms and more.
const http = process.getBuiltinModule('node:http');
/** On the request: the socket that it comes to be sent on may be another request's, made long before. */
const STAMP = Symbol.for('@childproof/diagnostics:stamp');

/**
 * Requests of `http`, and of `fetch`, whose own sockets are made in a later turn. Not of `https`, which takes 17 ms to load:
 * they have the line of their socket, which is that of the first request on it.
 */
export function recordHttpRequests(): void {
  for (const name of ['request', 'get']) {
    replace(http, name, (original) => {
      return function stamped(...args) {
        const request = original.apply(this, args) as ClientRequest & { [STAMP]?: Stamp };
        const stamp = sampleStamp(stamped);
        if (stamp !== undefined) request[STAMP] = stamp;
        return request;
      };
    });
  }
  replace(globalThis, 'fetch', (original) => trackPromise(original, ([input, options]) => ({ kind: 'http-request', detail: describeFetch(input, options), ref: true })));
}

export function stampOfRequest(request: object): Stamp | undefined {
  return (request as { readonly [STAMP]?: Stamp })[STAMP];
}

function describeFetch(input: unknown, options: unknown): string {
  const { method = 'GET' } = (options ?? (input instanceof Request ? input : {})) as { readonly method?: string };
  return `${method} ${input instanceof Request ? input.url : String(input)}`;
}
