import type { Guard } from '../guard.js';
import type { Ending } from '../options/ending-options.js';
import { badArgument } from '../options/check-pid.js';
import type { GuardedProgram } from './guarded-program.js';

/** What a guarded spawner needs of a guard, and the guard of its programs. */
export interface GuardParts {
  readonly helper: string | undefined;
  readonly ending: Ending;
  /** The guard ends it with all the others, and knows its helper for what it is. */
  follow(program: GuardedProgram): void;
}

/** Found on the guard itself, so that it holds across the builds and copies of this package. */
const KEY = Symbol.for('@childproof/orphan-guard:parts');

export function withParts(guard: Guard, parts: GuardParts): Guard {
  return Object.defineProperty(guard, KEY, { value: parts });
}

/** @throws TypeError `ERR_INVALID_ARGUMENT`. */
export function partsOf(guard: Guard): GuardParts {
  const parts = (guard as { readonly [KEY]?: GuardParts } | null | undefined)?.[KEY];
  if (parts === undefined) throw badArgument('guardedSpawner', 'expected the guard that guardProcess() gives.');
  return parts;
}
