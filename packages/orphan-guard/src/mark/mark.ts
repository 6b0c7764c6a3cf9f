/**
 * A lineage mark: 19 decimal digits, written into the soft RLIMIT_RSS of a process and inherited by all its descendants.
 *
 * The first ten digits name the outermost guard; each guard inside another fills the next group of three. So the
 * digits in use are a *prefix* that every descendant shares, also those that a nested guard has marked again, and a
 * shell can compare it with a pattern. 19 digits from 1… to 8… fit a signed 64-bit number and are absurd as a real
 * limit (exabytes).
 */
export interface Mark {
  /** All 19 digits. */
  readonly value: string;
  /** The digits in use: whose mark begins with them is ours. */
  readonly prefix: string;
  /** 1 for a guard that is in no other. */
  readonly level: number;
}

const ROOT_DIGITS = 10;
const LEVEL_DIGITS = 3;
export const MARK_DIGITS = 19;
export const MAX_LEVEL = 1 + (MARK_DIGITS - ROOT_DIGITS) / LEVEL_DIGITS;

/** The mark that a limit stands for, or `undefined` when it is an ordinary limit. */
export function parseMark(limit: string): Mark | undefined {
  const match = /^([1-8]\d{9})((?:(?!000)\d{3})*)(?:000)*$/.exec(limit);
  if (match === null || limit.length !== MARK_DIGITS) return undefined;
  const prefix = match[1]! + match[2]!;
  return { value: limit, prefix, level: 1 + match[2]!.length / LEVEL_DIGITS };
}

/** A random mark inside `outer`, or one of its own; `undefined` when there is no room for another level. */
export function randomMark(outer: Mark | undefined, randomInt: (min: number, max: number) => number): Mark | undefined {
  if (outer !== undefined && outer.level >= MAX_LEVEL) return undefined;
  const prefix =
    outer === undefined
      ? String(randomInt(1_000_000_000, 9_000_000_000))
      : outer.prefix + String(randomInt(1, 1_000)).padStart(LEVEL_DIGITS, '0');
  return { value: prefix.padEnd(MARK_DIGITS, '0'), prefix, level: (outer?.level ?? 0) + 1 };
}

export function carries(limit: string, prefix: string): boolean {
  return limit.length === MARK_DIGITS && limit.startsWith(prefix);
}
