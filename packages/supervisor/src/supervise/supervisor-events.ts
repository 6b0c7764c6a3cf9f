import type { IntensityOptions } from '../restart/restart-policy.js';
import type { ChildEnding } from './managed-child.js';

/** Events of a supervisor; each is also published on `childproof:supervisor:<event>` of node:diagnostics_channel. */
export interface SupervisorEventMap {
  childStarted: { readonly name: string; readonly pid: number | undefined };
  childExited: { readonly name: string; readonly pid: number | undefined } & ChildEnding;
  gaveUp: IntensityOptions;
}
