#!/usr/bin/env node
import { REPORT_SIGNAL } from './platform/report-signal.js';
import { parseArguments } from './why/arguments.js';
import { runWithReports } from './why/run.js';

const parsed = parseArguments(process.argv.slice(2));
if (typeof parsed === 'string') {
  process.stderr.write(parsed);
  process.exitCode = 2;
} else if (REPORT_SIGNAL === undefined) {
  process.stderr.write('childproof-diagnostics: why needs a signal to ask the program with, which Windows does not have.\n');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await runWithReports(parsed);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    process.stderr.write(`childproof-diagnostics: cannot run ${parsed.command}: ${message}\n`);
    process.exitCode = code === 'ENOENT' ? 127 : 126;
  }
}
