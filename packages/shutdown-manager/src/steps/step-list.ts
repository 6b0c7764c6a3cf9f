import { ShutdownError } from '../errors/shutdown-error.js';
import { PHASES } from '../options/step-options.js';
import type { Step } from './step.js';

/** The registered steps; whatever order cannot hold is refused when it is added, not when it is needed. */
export class StepList {
  readonly #steps = new Map<string, Step>();

  add(step: Step): void {
    this.checkFree(step.name);
    this.#steps.set(step.name, step);
    try {
      for (const each of this.#steps.values()) this.#checkPhases(each);
      this.#checkCycle(step);
    } catch (error) {
      this.#steps.delete(step.name);
      throw error;
    }
  }

  /** @throws ShutdownError `ERR_SHUTDOWN_DUPLICATE_STEP`. */
  checkFree(name: string): void {
    const twin = this.#steps.get(name);
    if (twin === undefined) return;
    throw new ShutdownError('duplicate-step', `There is a step "${name}" already, registered at ${twin.registeredAt}.`);
  }

  /** Makes `later` wait for `name`, unless the order of the phases says otherwise already. */
  stopBefore(name: string, later: string): void {
    const step = this.#steps.get(name);
    const waiting = this.#steps.get(later);
    if (step === undefined || waiting === undefined || PHASES.indexOf(step.phase) > PHASES.indexOf(waiting.phase)) return;
    this.#steps.set(later, { ...waiting, after: [...waiting.after, name] });
  }

  all(): readonly Step[] {
    return [...this.#steps.values()];
  }

  /** Names in `after` that no step bears: they may be added later, so only the shutdown itself can tell. */
  unknownDependencies(step: Step): readonly string[] {
    return step.after.filter((name) => !this.#steps.has(name));
  }

  #checkPhases(step: Step): void {
    for (const name of step.after) {
      const other = this.#steps.get(name);
      if (other === undefined || PHASES.indexOf(other.phase) <= PHASES.indexOf(step.phase)) continue;
      const message = `Step "${step.name}" (${step.phase}) cannot run after "${name}", which belongs to the later phase ${other.phase}.`;
      throw new ShutdownError('dependency-later', message);
    }
  }

  #checkCycle(start: Step): void {
    const visited = new Set<string>();
    const follow = (step: Step, path: readonly string[]): void => {
      for (const name of step.after) {
        if (name === start.name) {
          const cycle = [...path, name].map((each) => `"${each}"`).join(' after ');
          throw new ShutdownError('dependency-cycle', `These steps wait for each other: ${cycle}.`);
        }
        const next = this.#steps.get(name);
        if (next === undefined || visited.has(name)) continue;
        visited.add(name);
        follow(next, [...path, name]);
      }
    };
    follow(start, [start.name]);
  }
}
