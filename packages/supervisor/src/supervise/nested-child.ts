import type { ChildEnding, ManagedChild } from './managed-child.js';
import type { Supervisor } from './supervisor.js';

/** A supervisor as the child of another: that it gives up is its death. */
export class NestedChild implements ManagedChild {
  readonly pid = undefined;
  readonly ready: Promise<boolean>;
  readonly ended: Promise<ChildEnding>;
  readonly supervisor: Supervisor;

  constructor(supervisor: Supervisor) {
    this.supervisor = supervisor;
    this.ready = supervisor.ready.then(() => true, () => false);
    this.ended = supervisor.ended.then((reason) => ({ reason, exitCode: null, signal: null }));
  }

  usage(): undefined {
    return undefined;
  }

  stop(): Promise<void> {
    return this.supervisor.close();
  }
}
