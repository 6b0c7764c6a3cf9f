import { inspect } from 'node:util';

/** @throws TypeError `ERR_INVALID_ARGUMENT` for 0 and negative numbers too, which name groups, not processes. */
export function checkPid(call: string, pid: unknown): asserts pid is number {
  if (Number.isSafeInteger(pid) && (pid as number) > 0) return;
  throw badArgument(call, `${inspect(pid, { depth: 0 })} is not a process id; expected a positive integer.`);
}

export function badArgument(call: string, detail: string): TypeError {
  return Object.assign(new TypeError(`${call}: ${detail}`), { code: 'ERR_INVALID_ARGUMENT' });
}
