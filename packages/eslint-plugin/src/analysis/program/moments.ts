/** When in a program's life a piece of code runs, as far as it matters to ending the process there. */
export type Moment = 'cleaned-up' | 'crash' | 'event' | 'failure' | 'function' | 'request' | 'signal' | 'start' | 'timer';

const ORDER: readonly Moment[] = ['start', 'crash', 'cleaned-up', 'failure', 'function', 'timer', 'event', 'signal', 'request'];

/** The one of two moments at which ending the process does more harm. */
export function worse(a: Moment, b: Moment): Moment {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
