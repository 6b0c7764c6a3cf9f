import { join } from 'node:path';
import { batchFileArguments, isBatchFile } from './windows-batch-file.js';

/** On Windows a batch file is run by cmd.exe, with a command line that is escaped for it; `undefined` for anything else. */
export function windowsBatchFile(file: string, args: readonly string[]): { readonly file: string; readonly args: readonly string[] } | undefined {
  if (process.platform !== 'win32' || !isBatchFile(file)) return undefined;
  const cmd = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'cmd.exe');
  return { file: cmd, args: [batchFileArguments(file, args)] };
}
