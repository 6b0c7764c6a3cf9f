import type { ResourceKind } from '../resources/resource.js';
import type { Stamp } from './stamp.js';

/** What recording has seen: which objects were created, and by which line. */
export interface Registry {
  /** True once the hooks are in place, so that nothing installs them twice. */
  recording: boolean;
  /** Everything recorded but timeouts and immediates, to be gone through; never what keeps an object alive. */
  readonly all: Set<Entry>;
  readonly byObject: WeakMap<object, Entry>;
  /** Size of `all` at which the next sweep for what is over is due. */
  sweepAt: number;
  /** Calls that wait for a callback or a promise: there is no object to hold on to. */
  readonly pending: Set<Pending>;
  /** By callback of a timer, a stamp of the line that creates such timers; see known-lines.ts. */
  readonly lines: Map<string, Stamp>;
  /** Workers that are unref'ed, which they cannot be asked. */
  readonly unreffed: WeakSet<object>;
}

interface Entry {
  readonly reference: WeakRef<object>;
  readonly kind: string;
  readonly stamp: Stamp;
  /** What the object itself no longer tells, such as the path that is watched. */
  readonly detail: string;
}

export interface Recorded extends Omit<Entry, 'reference'> {
  readonly target: object;
}

export interface Pending {
  readonly kind: ResourceKind;
  readonly stamp: Stamp | undefined;
  readonly detail: string;
  readonly ref: boolean;
}

const KEY = Symbol.for('@childproof/diagnostics:registry');
const FIRST_SWEEP = 1_000;

/** One registry per thread, shared by the preload and by both builds of the library. */
export function registry(): Registry {
  const holder = globalThis as unknown as Record<symbol, Registry | undefined>;
  return (holder[KEY] ??= {
    recording: false,
    all: new Set(),
    byObject: new WeakMap(),
    sweepAt: FIRST_SWEEP,
    pending: new Set(),
    lines: new Map(),
    unreffed: new WeakSet(),
  });
}

/** Remembers an object; of one that is recorded again, such as a server that listens again, only the newest stamp. */
export function record(target: object, kind: string, stamp: Stamp, detail = ''): void {
  const { all, byObject } = registry();
  const before = byObject.get(target);
  if (before !== undefined) all.delete(before);
  const entry = { reference: new WeakRef(target), kind, stamp, detail };
  byObject.set(target, entry);
  add(entry);
}

/** The recorded objects that still exist. */
export function recorded(): Recorded[] {
  return [...registry().all].flatMap(({ reference, ...rest }) => {
    const target = reference.deref();
    return target === undefined ? [] : { target, ...rest };
  });
}

function add(entry: Entry): void {
  const known = registry();
  known.all.add(entry);
  if (known.all.size < known.sweepAt) return;
  for (const one of known.all) if (isOver(one.reference.deref())) known.all.delete(one);
  // Doubling the mark keeps sweeps at a constant cost per object, however many live.
  known.sweepAt = Math.max(FIRST_SWEEP, known.all.size * 2);
}

/** Collected, or an interval that has been cleared. */
function isOver(target: object | undefined): boolean {
  return target === undefined || (target as { readonly _destroyed?: boolean })._destroyed === true;
}
