import type { Description } from '../kinds/kind.js';
import type { Stamp } from '../record/stamp.js';

export type AnyFunction = (...args: never[]) => unknown;

/** A resource before its lines are looked up. */
export interface Found extends Description {
  readonly stamp?: Stamp | undefined;
  /** The stamp tells the line, but not the time. */
  readonly isStampOfAnother?: boolean;
  /** What the program has put on it: the line of one of these is told where that of the creation is not known. */
  readonly functions?: readonly AnyFunction[];
  /** Only a resource of the program when a line of the program is found: it may be one that Node made for itself. */
  readonly perhapsNodes?: boolean;
}

/** The listeners of an emitter, whatever their event. */
export function listenersOf(target: object): AnyFunction[] {
  const { _events: events = {} } = target as { readonly _events?: Readonly<Record<string, unknown>> };
  return Object.values(events).flat().flatMap((one) => {
    const listener = (one as { readonly listener?: unknown } | undefined)?.listener ?? one;
    return typeof listener === 'function' ? [listener as AnyFunction] : [];
  });
}
