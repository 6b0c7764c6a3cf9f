import type { ChildSpec } from './child-spec.js';
import type { ManagedChild } from './managed-child.js';
import { NestedChild } from './nested-child.js';
import { ProcessChild } from './process-child.js';
import { Supervisor } from './supervisor.js';
import { resolveSupervisorSettings } from './supervisor-settings.js';

export function createChild(spec: ChildSpec): ManagedChild {
  if (!('children' in spec)) return new ProcessChild(spec);
  const { name, strategy, backoff, intensity, children } = spec;
  return new NestedChild(new Supervisor(resolveSupervisorSettings({ strategy, backoff, intensity, children }, `child "${name}"`)));
}
