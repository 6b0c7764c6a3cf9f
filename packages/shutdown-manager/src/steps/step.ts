import type { StepOptions } from '../options/step-options.js';
import type { Target } from '../targets/target.js';

export interface Step extends Required<StepOptions> {
  readonly name: string;
  readonly target: Target;
  readonly registeredAt: string;
}
