import type { ArgumentPattern, CommandRule } from './command-rule.js';

const MAX_ARGS = 100;

/** Why these arguments are refused, completing the sentence "was not started: …"; `undefined` when they are allowed. */
export function refusalOf(rule: CommandRule, args: readonly string[]): string | undefined {
  const { flags = [], values = [], maxArgs = MAX_ARGS, accepts } = rule;
  if (args.length > maxArgs) return `${args.length} arguments, and ${maxArgs} are allowed`;
  let flagsHaveEnded = false;
  for (const [index, arg] of args.entries()) {
    const isFlag = arg.startsWith('-') && !flagsHaveEnded;
    if (!(isFlag ? flags : values).some((pattern) => matches(pattern, arg))) {
      return `the policy does not allow the ${isFlag ? 'flag' : 'value'} ${JSON.stringify(arg)} (args[${index}])`;
    }
    if (arg === '--') flagsHaveEnded = true;
  }
  if (accepts !== undefined && !accepts(args)) return 'the policy does not accept these arguments';
  return undefined;
}

/** Puts `--` between flags and values; flags that came after a value are put before it. */
export function withFlagsEnded(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  const after = end === -1 ? [] : args.slice(end + 1);
  const isFlag = (arg: string): boolean => arg.startsWith('-');
  return [...before.filter(isFlag), '--', ...before.filter((arg) => !isFlag(arg)), ...after];
}

/** `^` and `$` are ours: of an expression that matches only a part, the rest would be a hole. `m` would make one too. */
function matches(pattern: ArgumentPattern, arg: string): boolean {
  if (typeof pattern === 'string') return pattern === arg;
  const found = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gmy]/g, '')).exec(arg);
  return found !== null;
}
