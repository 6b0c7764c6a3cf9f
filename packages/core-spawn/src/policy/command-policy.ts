import { createCommand } from '../command.js';
import { mergeOptions } from '../options/merge-options.js';
import type { RunOptions } from '../options/run-options.js';
import { refuse } from '../refuse.js';
import { run } from '../run.js';
import type { RunningProcess } from '../running-process.js';
import { refusalOf, withFlagsEnded } from './check-arguments.js';
import { checkPolicyOptions, type CommandPolicyOptions, type CommandRule } from './command-rule.js';

/** Options of a call through a policy; never a shell. */
type PolicyRunOptions = Omit<RunOptions, 'shell'>;

/** Runs what is allowed, and nothing else. */
export interface CommandPolicy {
  /**
   * Like `run`, for a name and arguments that somebody else has chosen. What the policy does not allow is never
   * started, and fails with the reason `not-allowed`. The options have to be yours.
   */
  run(name: string, args?: readonly string[]): RunningProcess;
  run<const O extends PolicyRunOptions>(name: string, args: readonly string[] | undefined, options: O | undefined): RunningProcess<O>;
  /** Whether `run` would start it. */
  allows(name: string, args?: readonly string[]): boolean;
}

/**
 * An allow-list for commands of untrusted callers: of each command, which flags and which values it may be given.
 *
 * Whatever is not listed is refused. An expression always has to match a whole argument. Arguments are checked and
 * passed on as they are, never "cleaned".
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`, at once.
 * @example
 * const policy = createCommandPolicy({
 *   commands: { log: { file: 'git', fixedArgs: ['log'], flags: ['--oneline', /-n\d{1,3}/], values: [/[\w/.-]+/] } },
 * });
 * const { stdout } = await policy.run('log', request.args);
 */
export function createCommandPolicy(options: CommandPolicyOptions): CommandPolicy {
  checkPolicyOptions(options);
  const commands = new Map<string, CommandRule>(Object.entries(options.commands));

  const refusal = (name: string, args: readonly string[]): string | undefined => {
    const rule = commands.get(name);
    return rule === undefined ? 'the policy does not know this command' : refusalOf(rule, args);
  };

  return {
    allows(name: string, args: readonly string[] = []) {
      return refusal(createCommand(name, args).file, args) === undefined;
    },
    run(name: string, given: readonly string[] = [], own: PolicyRunOptions = {}): RunningProcess {
      const { args } = createCommand(name, given); // checked once, and the copy is what is run
      if ('shell' in own) throw Object.assign(new TypeError('policy.run: there is no shell in a policy.'), { code: 'ERR_INVALID_OPTION' });
      const why = refusal(name, args);
      if (why !== undefined) return refuse(name, args, own, { reason: 'not-allowed', detail: `was not started: ${why}` });
      const { file = name, fixedArgs = [], endFlags = false, options: ruled = {} } = commands.get(name)!;
      return run(file, [...fixedArgs, ...(endFlags ? withFlagsEnded(args) : args)], mergeOptions(ruled, own)) as RunningProcess;
    },
  };
}
