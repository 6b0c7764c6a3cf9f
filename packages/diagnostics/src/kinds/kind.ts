import type { Recorded } from '../record/registry.js';
import type { ResourceKind } from '../resources/resource.js';

/** What a live object says about itself. */
export interface Description {
  readonly kind: ResourceKind;
  readonly detail: string;
  readonly ref: boolean;
}

/** Describes a recorded object, or says by `undefined` that it is over. */
export type Describe = (target: object, recorded: Recorded | undefined) => Description | undefined;

/** A handle of libuv as JavaScript sees it. */
export interface Handle {
  hasRef?(): boolean;
}

export function hasRef(handle: Handle | null | undefined): boolean {
  return handle?.hasRef?.() ?? true;
}
