import { constants } from 'node:os';
import type { Cgroup } from '../isolation/cgroup.js';
import { MARK_DIGITS, type Mark } from '../mark/mark.js';
import type { Ending } from '../options/ending-options.js';
import { MEMBERS_PROGRAM, PS_SWEEP_SCRIPT } from '../platform/darwin/sweep-script.js';
import { readOwnProcess } from '../platform/linux/process-table.js';
import { SWEEP_SCRIPT, WATCH_SCRIPT } from './script.js';

/** What one of the pair is started as. */
export type WatcherCommand = [file: string, args: readonly string[], env: NodeJS.ProcessEnv];

export type WatcherRole = 'first' | 'second';

interface Marked {
  readonly mark: Mark;
  readonly ending: Ending;
  readonly cgroup: Cgroup | undefined;
}

export function helperWatcher(helper: string, { mark, ending, cgroup }: Marked): (role: WatcherRole) => WatcherCommand {
  return (role) => {
    const own = [process.pid, readOwnProcess().startTime];
    const args = [mark.prefix, MARK_DIGITS, constants.signals[ending.killSignal], Math.ceil(ending.graceMs), ...own, role].map(String);
    return [helper, ['watch', ...args, ...(cgroup === undefined ? [] : [cgroup.folder])], {}];
  };
}

export function shellWatcher({ mark, ending, cgroup }: Marked): () => WatcherCommand {
  return () => {
    const own = [process.pid, readOwnProcess().startTime];
    const args = [mark.prefix, MARK_DIGITS, constants.signals[ending.killSignal], Math.ceil(ending.graceMs / 10), ...own];
    return shell(SWEEP_SCRIPT, args, { CGROUP: cgroup?.folder });
  };
}

export function psWatcher(cookie: string, { graceMs, killSignal }: Ending): () => WatcherCommand {
  const args = [cookie, constants.signals[killSignal], Math.ceil(graceMs / 10), process.pid];
  return () => shell(PS_SWEEP_SCRIPT, args, { MEMBERS: MEMBERS_PROGRAM });
}

/** The scripts come in by the environment, so that a process listing shows one short line. */
function shell(sweep: string, args: readonly (string | number)[], variables: NodeJS.ProcessEnv): WatcherCommand {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', WATCH: WATCH_SCRIPT, SWEEP: sweep, ...variables };
  return ['/bin/sh', ['-c', 'eval "$WATCH"; eval "$SWEEP"', 'orphan-guard-watchdog', ...args.map(String)], env];
}
