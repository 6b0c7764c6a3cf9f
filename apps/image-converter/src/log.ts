import { destination, pino, type Logger } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One JSON object per line on stdout; written at once, so that the last words of a process that dies are not lost. */
export function createLog(level: (typeof LOG_LEVELS)[number]): Logger {
  return pino({ level, base: { pid: process.pid }, timestamp: () => `,"time":"${new Date().toISOString()}"` }, destination({ fd: 1, sync: true }));
}
