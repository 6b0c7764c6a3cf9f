import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isolationUnavailable } from './unavailable.js';

/** Its name among the arguments of PID 1 tells a program inside where it is. */
const INIT = 'orphan-guard-init';

/**
 * A new user and pid namespace, for everybody: the user keeps its number and gains nothing outside.
 *
 * When this thread ends, unshare is killed (PDEATHSIG); when that ends, PID 1 of the namespace is; and with PID 1 the kernel
 * kills all that is in it; see pid_namespaces(7). So no watchdog is needed, and none can be killed first.
 */
const UNSHARE = ['unshare', '--user', '--map-current-user', '--pid', '--mount-proc', '--fork', '--kill-child=SIGKILL', '--'];
const PREFIX = ['setpriv', '--pdeathsig', 'KILL', '--', ...UNSHARE];

export interface WrappedCommand {
  readonly file: string;
  readonly args: readonly string[];
}

interface Inside {
  readonly helper: string | undefined;
  readonly killSignalNumber: number;
  readonly graceMs: number;
  /** Found already: nothing is looked up in PATH inside. */
  readonly program: string;
}

/** @throws GuardError `ERR_GUARD_ISOLATION_UNAVAILABLE` with what unshare(1) or setpriv(1) says. */
export function inPidNamespace(command: WrappedCommand, { helper, killSignalNumber, graceMs, program }: Inside): WrappedCommand {
  const [file, ...args] = PREFIX;
  const { error, status, stderr } = spawnSync(file!, [...args, 'true'], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (error !== undefined) throw isolationUnavailable('the programs "setpriv" and "unshare" of util-linux are needed on PATH', error);
  if (status !== 0) throw isolationUnavailable(`a user and pid namespace with a /proc of its own was refused (${stderr.trim()}). The kernel or the container has to allow unprivileged user namespaces`);
  const init =
    helper === undefined
      ? // Not the last command, or the shell would become the program; as PID 1 it reaps whom it adopts while it waits.
        ['/bin/sh', '-c', '"$@"; exit $?', INIT, program]
      : [helper, 'run', '-', '0', String(killSignalNumber), String(graceMs), program, command.file];
  return { file: file!, args: [...args, ...init, ...command.args] };
}

/** True for a process of a namespace that `orphan-guard --isolation pid-namespace` has made. */
function isInPidNamespace(): boolean {
  try {
    const [program, ...args] = readFileSync('/proc/1/cmdline', 'latin1').split('\0');
    return args.includes(INIT) || (program!.endsWith('/orphan-guard-helper') && args[0] === 'run');
  } catch {
    return false;
  }
}

/** A process that is running cannot move into a new pid namespace; only its children can. */
export function requirePidNamespace(): void {
  if (isInPidNamespace()) return;
  throw isolationUnavailable('a process that is running cannot enter a pid namespace. Start the program with: orphan-guard --isolation pid-namespace -- …');
}
