import { ChildProcess } from 'node:child_process';
import { originOf } from '../record/origin.js';
import { type Recorded, recorded, registry } from '../record/registry.js';
import type { Stamp } from '../record/stamp.js';
import type { Description } from '../kinds/kind.js';
import type { NetSocket } from '../kinds/socket.js';
import { describeHandle, describeRecorded } from './classify.js';
import { isNoise } from './noise.js';
import type { ActiveResource } from './resource.js';
import { unrecordedTimers } from './unrecorded-timers.js';

/**
 * What holds this process open, or would if it were not unref'ed: the oldest first, and last what has no known line.
 *
 * Lines are known of what was created after `@childproof/diagnostics/register` was loaded; kinds and details always,
 * except that what is unref'ed and a worker cannot be seen without it.
 *
 * @example
 * import { activeResources } from '@childproof/diagnostics';
 * for (const { kind, detail, ref } of activeResources()) console.log(kind, detail, ref);
 */
export function activeResources(): ActiveResource[] {
  const known = recorded();
  const resources = [...ofRecorded(known), ...ofPending()];
  resources.sort((a, b) => (b.ageMs ?? 0) - (a.ageMs ?? 0));
  const rest = ofHandles(new Set(known.map(({ target }) => target)));
  return [...resources, ...rest, ...unrecordedTimers(resources)];
}

function ofRecorded(known: readonly Recorded[]): ActiveResource[] {
  return known.flatMap((one) => {
    const description = describeRecorded(one.kind)?.(one.target, one);
    return description === undefined ? [] : resource(description, one.stamp);
  });
}

function ofPending(): ActiveResource[] {
  return [...registry().pending].map(({ stamp, detail, ref }) => resource({ kind: 'timer-promise', detail, ref }, stamp));
}

/** What Node lists itself, as far as it was not recorded. */
function ofHandles(known: ReadonlySet<object>): ActiveResource[] {
  const all = (process as unknown as { _getActiveHandles(): object[] })._getActiveHandles();
  let channels = [...new Set([...known, ...all])].filter((one) => one instanceof ChildProcess && one.connected).length;
  return all.flatMap((handle) => {
    if (known.has(handle) || isNoise(handle, [...all, ...known])) return [];
    // A bare pipe is an IPC channel: a child's, which the child stands for, or the one to the parent.
    if (handle.constructor.name === 'Pipe') return channels-- > 0 ? [] : resource({ kind: 'ipc-channel', detail: 'to the parent process', ref: true });
    const describe = describeHandle(handle);
    if (describe === undefined) return resource({ kind: 'other', detail: handle.constructor.name, ref: true });
    const description = describe(handle, undefined);
    return description === undefined ? [] : resource(description, stampOfServer(handle));
  });
}

/** A connection was made by its server, and so by the line of that server's `listen`. */
function stampOfServer(handle: object): Stamp | undefined {
  const { server } = handle as NetSocket;
  return server === undefined || server === null ? undefined : registry().byObject.get(server)?.stamp;
}

function resource(description: Description, stamp?: Stamp): ActiveResource {
  const createdAt = stamp && originOf(stamp);
  return { ...description, createdAt, ageMs: stamp && Math.round(performance.now() - stamp.at) };
}
