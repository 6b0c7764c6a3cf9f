import diagnostics from 'node:diagnostics_channel';
import type { Agent, ClientRequest } from 'node:http';
import { replace } from '../record/replace.js';
import { requestStamps } from '../record/stamp-budget.js';
import type { Stamp } from '../record/stamp.js';
import { trackPromise } from '../record/track-pending.js';

/** On the request: the socket that it comes to be sent on may be another request's, made long before. */
const STAMP = Symbol.for('@childproof/diagnostics:stamp');
/** Node publishes each request here from within its constructor, from 22.12 and 23.2 on (https://nodejs.org/api/diagnostics_channel.html#http). */
const CREATED = 'http.client.request.created';

/** Requests of `http` and `https`, and of `fetch`, whose own sockets are made in a later turn. */
export function recordHttpRequests(): void {
  if (publishesRequests()) diagnostics.subscribe(CREATED, onRequest);
  else stampInAgent();
  replace(globalThis, 'fetch', (original) => trackPromise(original, ([input, options]) => ({ kind: 'http-request', detail: describeFetch(input, options), ref: true })));
}

function onRequest(message: unknown): void {
  stampRequest((message as { readonly request: ClientRequest }).request, onRequest);
}

/** `https` loads late and has an agent of its own, but every agent inherits this from that of `http`, and every request goes through it. */
function stampInAgent(): void {
  // Not imported: as an ES module `node:http` evaluates all it exports, and with it a WebSocket client, which takes 20 ms and more.
  const { Agent: base } = process.getBuiltinModule('node:http') as unknown as { readonly Agent: { readonly prototype: Agent } };
  replace(base.prototype, 'addRequest', (original) => {
    return function stamped(...args) {
      stampRequest(args[0] as ClientRequest, stamped);
      return original.apply(this, args);
    };
  });
}

function stampRequest(request: ClientRequest & { [STAMP]?: Stamp }, above: (...args: never[]) => unknown): void {
  const stamp = requestStamps.take(above);
  if (stamp !== undefined) request[STAMP] = stamp;
}

function publishesRequests(): boolean {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  return major > 23 || (major === 23 && minor >= 2) || (major === 22 && minor >= 12);
}

export function stampOfRequest(request: object): Stamp | undefined {
  return (request as { readonly [STAMP]?: Stamp })[STAMP];
}

function describeFetch(input: unknown, options: unknown): string {
  const { method = 'GET' } = (options ?? (input instanceof Request ? input : {})) as { readonly method?: string };
  return `${method} ${input instanceof Request ? input.url : String(input)}`;
}
