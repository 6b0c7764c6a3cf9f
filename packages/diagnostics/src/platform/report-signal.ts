/** Asks a program for its report; Windows has no signal that a program could answer. */
export const REPORT_SIGNAL: NodeJS.Signals | undefined = process.platform === 'win32' ? undefined : 'SIGUSR2';
