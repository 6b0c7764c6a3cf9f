import { locateFunctions } from '../inspector/function-locations.js';
import { stampOfRequest } from '../kinds/http-request.js';
import type { NetSocket } from '../kinds/socket.js';
import { originOf } from '../record/origin.js';
import { type Recorded, recorded, registry } from '../record/registry.js';
import type { Stamp } from '../record/stamp.js';
import { describeHandle, describeRecorded } from './classify.js';
import { type Found, listenersOf } from './found.js';
import { foundRequests } from './found-requests.js';
import { foundTimers } from './found-timers.js';
import { foundWorkers } from './found-workers.js';
import { isNoise } from './noise.js';
import type { ActiveResource, Position } from './resource.js';

const { ChildProcess } = process.getBuiltinModule('node:child_process');

/**
 * What holds this process open, or would if it were not unref'ed: the oldest first, and last what has no known line.
 *
 * Creating lines are known of what was created after `@childproof/diagnostics/register` was loaded; kinds and details
 * always, with the line of a listener or callback instead. Without the preload, other things than timers and servers
 * are only found while they are ref'ed.
 *
 * @example
 * import { activeResources } from '@childproof/diagnostics';
 * for (const { kind, detail, ref } of activeResources()) console.log(kind, detail, ref);
 */
export function activeResources(): ActiveResource[] {
  const known = recorded();
  const workers = foundWorkers();
  const found = [
    ...known.flatMap(ofRecorded),
    ...registry().pending,
    ...foundTimers(),
    ...withoutPortsOf(workers, ofHandles(new Set(known.map(({ target }) => target)))),
    ...foundRequests(),
    ...workers,
  ];
  return withLines(found).sort((a, b) => (b.ageMs ?? 0) - (a.ageMs ?? 0));
}

function ofRecorded(one: Recorded): Found[] {
  const description = describeRecorded(one.kind)?.(one.target, one);
  return description === undefined ? [] : [{ ...description, stamp: stampOfMessage(one.target) ?? one.stamp, functions: listenersOf(one.target) }];
}

/** What Node lists itself, as far as it was not recorded. */
function ofHandles(known: ReadonlySet<object>): Found[] {
  const all = (process as unknown as { _getActiveHandles(): object[] })._getActiveHandles();
  let channels = [...new Set([...known, ...all])].filter((one) => one instanceof ChildProcess && one.connected).length;
  return all.flatMap((handle): Found[] => {
    if (known.has(handle) || isNoise(handle, [...all, ...known])) return [];
    // A bare pipe is an IPC channel: a child's, which the child stands for, or the one to the parent.
    if (handle.constructor.name === 'Pipe') return channels-- > 0 ? [] : [{ kind: 'ipc-channel', detail: 'to the parent process', ref: true }];
    const describe = describeHandle(handle);
    if (describe === undefined) return [{ kind: 'other', detail: handle.constructor.name, ref: true }];
    const description = describe(handle, undefined);
    return description === undefined ? [] : [{ ...description, stamp: stampOfMessage(handle) ?? stampOfServer(handle), functions: functionsOf(handle) }];
  });
}

/** A worker that is listened to holds a port of its own, which is not to be told from others. */
function withoutPortsOf(workers: readonly Found[], handles: readonly Found[]): Found[] {
  let ports = workers.length;
  return handles.filter(({ kind }) => kind !== 'message-port' || ports-- <= 0);
}

/** A connection was made by its server, and so by the line of that server's `listen`. */
function stampOfServer(handle: object): Stamp | undefined {
  const { server } = handle as NetSocket;
  return server === undefined || server === null ? undefined : registry().byObject.get(server)?.stamp;
}

/** The line of a client's socket is that of the request which is on it now. */
function stampOfMessage(handle: object): Stamp | undefined {
  const { _httpMessage: message } = handle as NetSocket;
  return message ? stampOfRequest(message) : undefined;
}

/** Listeners of the thing itself, then of the server or of the request that it belongs to. */
function functionsOf(handle: object): NonNullable<Found['functions']> {
  const { server, _httpMessage: message } = handle as NetSocket;
  return [handle, server, message].flatMap((one) => (typeof one === 'object' && one !== null ? listenersOf(one) : []));
}

function withLines(found: readonly Found[]): ActiveResource[] {
  const origins = found.map(({ stamp }) => stamp && originOf(stamp));
  // A fetch makes its socket in a later turn, for itself.
  let fetches = found.filter(({ kind }) => kind === 'http-request').length;
  const locations = locateFunctions(found.flatMap(({ functions = [] }, index) => (origins[index] === undefined ? functions : [])));
  return found.flatMap(({ kind, detail, ref, stamp, isStampOfAnother, perhapsNodes, functions = [] }, index) => {
    const createdAt = origins[index];
    const handledAt = createdAt === undefined ? functions.map((one) => locations.get(one)).find((one): one is Position => one !== undefined) : undefined;
    const isLineless = createdAt === undefined && handledAt === undefined;
    if (isLineless && (perhapsNodes === true || (kind === 'socket' && fetches-- > 0))) return [];
    const ageMs = stamp && isStampOfAnother !== true ? Math.round(performance.now() - stamp.at) : undefined;
    return [{ kind, detail, ref, createdAt, ageMs, ...(handledAt && { handledAt }) }];
  });
}
