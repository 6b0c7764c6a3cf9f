import { isatty } from 'node:tty';

/** What can be sent on. SIGKILL and SIGSTOP cannot be caught; SIGCHLD, SIGPIPE and the faults are this process's own. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT', 'SIGWINCH'];
/** A terminal sends these to its whole foreground group: sent on, they would reach the program twice. */
const SENT_BY_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Sends on what this process gets, until the function that it returns is called. */
export function forwardSignals(forward: (signal: NodeJS.Signals) => void): () => void {
  const forwardUnlessTyped = (signal: NodeJS.Signals): void => {
    if (!isatty(0)) forward(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  for (const signal of SENT_BY_TERMINAL) process.on(signal, forwardUnlessTyped);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
    for (const signal of SENT_BY_TERMINAL) process.off(signal, forwardUnlessTyped);
  };
}
