import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { replace } from '../record/replace.js';
import { sampleStamp } from '../record/sample-stamp.js';
import type { Stamp } from '../record/stamp.js';
import { trackPromise } from '../record/track-pending.js';

/** On the request: the socket that it comes to be sent on may be another request's, made long before. */
const STAMP = Symbol.for('@childproof/diagnostics:stamp');

/** Requests of `http` and `https`, and of `fetch`, whose own sockets are made in a later turn. */
export function recordHttpRequests(): void {
  for (const holder of [http, https]) {
    for (const name of ['request', 'get']) {
      replace(holder, name, (original) => {
        return function stamped(...args) {
          const request = original.apply(this, args) as ClientRequest & { [STAMP]?: Stamp };
          const stamp = sampleStamp(stamped);
          if (stamp !== undefined) request[STAMP] = stamp;
          return request;
        };
      });
    }
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
