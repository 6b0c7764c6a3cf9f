import { checkOptions, oneOf, type OptionRule } from '@childproof/internal';
import { endingRules, type EndingOptions } from './ending-options.js';

export const HELPER_CHOICES = ['auto', 'never', 'required'] as const;
export const ISOLATIONS = ['none', 'pid-namespace', 'cgroup'] as const;

/** Whether the native helper is used: where it runs, not at all, or always. */
export type HelperChoice = (typeof HELPER_CHOICES)[number];

/** What holds the descendants together beside the mark. */
export type Isolation = (typeof ISOLATIONS)[number];

export interface GuardOptions extends EndingOptions {
  /**
   * The native helper: `auto` uses it where it runs, `never` leaves it out, `required` rejects where it does not run.
   *
   * @default 'auto'
   */
  readonly helper?: HelperChoice;
  /**
   * Holds descendants that lift their own mark, too.
   *
   * `cgroup` moves this process into a cgroup of its own, made inside its present one, which has to be writable.
   * `pid-namespace` demands that the program was started by `orphan-guard --isolation pid-namespace`: a process that is running
   * cannot move.
   *
   * @default 'none'
   */
  readonly isolation?: Isolation;
}

export type GuardSettings = Required<GuardOptions>;

const rules: Readonly<Record<keyof GuardOptions, OptionRule>> = {
  ...endingRules,
  helper: oneOf(...HELPER_CHOICES),
  isolation: oneOf(...ISOLATIONS),
};

export function resolveGuardOptions(options: GuardOptions = {}): GuardSettings {
  checkOptions('guardProcess', rules, options);
  return {
    graceMs: options.graceMs ?? 5_000,
    killSignal: options.killSignal ?? 'SIGTERM',
    helper: options.helper ?? 'auto',
    isolation: options.isolation ?? 'none',
  };
}
