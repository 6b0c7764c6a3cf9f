/**
 * The signals that ask a process to end.
 *
 * Windows has no signals; Node makes SIGINT of Ctrl-C, SIGBREAK of Ctrl-Break, and SIGHUP of a console that is closed, after
 * which Windows ends the process within seconds (https://nodejs.org/api/process.html#signal-events).
 */
export function defaultSignals(platform: NodeJS.Platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGTERM', 'SIGINT', 'SIGQUIT'];
}

/** The signals that ask a daemon to read its configuration again; on Windows SIGHUP is the end. */
export function defaultReloadSignals(platform: NodeJS.Platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? [] : ['SIGHUP'];
}
