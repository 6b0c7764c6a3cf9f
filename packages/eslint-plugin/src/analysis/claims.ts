import type { Analysis } from './analysis.js';

/** Mistakes that a rule of their own reports, where it is switched on; a more general rule then leaves them to it. */
export type Claim = 'forks' | 'lost-output';

/** To be called by `create()`, which all rules have been through before the first of them reports. */
export function claim(analysis: Analysis, mistakes: Claim): void {
  analysis.known.set(mistakes, true);
}

export function isClaimed(analysis: Analysis, mistakes: Claim): boolean {
  return analysis.known.has(mistakes);
}
