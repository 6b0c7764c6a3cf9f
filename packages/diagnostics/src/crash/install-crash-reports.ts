import { checkOptions, nonEmptyString } from '@childproof/internal';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crashReport, type CrashReason, type CrashReport, describeError } from './crash-report.js';

export interface CrashReportOptions {
  /** Where the files go; made if need be. @default './crash-reports' */
  readonly directory?: string;
}

export interface CrashReports extends AsyncDisposable {
  /** Absolute. */
  readonly directory: string;
  /** No report from here on; what was set up is taken down again. */
  close(): void;
}

/**
 * From here on a process that dies leaves one file that says of what: an uncaught error, an unhandled rejection, an exit
 * with another code than 0 (and the line of `process.exit`), or a heap that is full.
 *
 * How the process ends does not change. The file is named `crash-<time>-<pid>.json`; that of a full heap, which Node
 * itself writes, `crash-<pid>-out-of-memory.json` (https://nodejs.org/api/report.html).
 *
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`; the error of mkdir when the folder cannot be made.
 *
 * @example
 * import { installCrashReports } from '@childproof/diagnostics';
 * const reports = installCrashReports({ directory: '/tmp/crash-reports' });
 * console.log(reports.directory);
 * reports.close();
 */
export function installCrashReports(options: CrashReportOptions = {}): CrashReports {
  checkOptions('installCrashReports()', { directory: nonEmptyString }, options);
  const directory = resolve(options.directory ?? 'crash-reports');
  mkdirSync(directory, { recursive: true });
  let isWritten = false;
  const write = (reason: CrashReason, details: Pick<CrashReport, 'error' | 'exitCode'>): void => {
    if (isWritten) return; // the exit that follows an error is no second crash
    isWritten = true;
    const name = `crash-${new Date().toISOString().replaceAll(':', '-')}-${process.pid}.json`;
    try {
      writeFileSync(join(directory, name), `${JSON.stringify(crashReport(reason, details), null, 2)}\n`);
    } catch {
      // a full disk must not hide the error itself
    }
  };
  const onError = (error: unknown, origin: string): void => write(origin === 'unhandledRejection' ? 'unhandled-rejection' : 'uncaught-exception', { error: describeError(error) });
  const onExit = (exitCode: number): void => {
    if (exitCode !== 0) write('exit-code', { exitCode, error: describeError(new Error(`the process exits with ${exitCode}`)) });
  };
  process.on('uncaughtExceptionMonitor', onError);
  process.on('exit', onExit);
  const restore = reportOutOfMemory(directory);
  const close = (): void => {
    process.off('uncaughtExceptionMonitor', onError);
    process.off('exit', onExit);
    restore();
  };
  return { directory, close, [Symbol.asyncDispose]: async () => close() };
}

/** When the heap is full no JavaScript runs any more, but Node can still write its own report. */
function reportOutOfMemory(directory: string): () => void {
  const report = process.report;
  const { directory: directoryBefore, filename, reportOnFatalError } = report;
  Object.assign(report, { directory, filename: `crash-${process.pid}-out-of-memory.json`, reportOnFatalError: true });
  return () => Object.assign(report, { directory: directoryBefore, filename, reportOnFatalError });
}
