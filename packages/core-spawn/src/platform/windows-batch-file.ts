/**
 * How a .bat or .cmd file is given arguments without any of them being a command.
 *
 * Windows runs such a file by cmd.exe, which reads the command line by rules of its own: quoting for the C run-time
 * alone lets `"&calc.exe` out (CVE-2024-24576, "BatBadBut"). These are the rules of Rust's standard library since 1.81,
 * `make_bat_command_line` and `append_bat_arg` in library/std/src/sys/args/windows.rs. Pure functions, so that they are
 * tested everywhere.
 */

/** True for a file that Windows gives to cmd.exe. Trailing blanks and dots are ignored by it, so also here. */
export function isBatchFile(file: string): boolean {
  return /\.(?:bat|cmd)[ .]*$/i.test(file);
}

/** What follows `cmd.exe` on the command line. @throws Error with the code `EINVAL` for what cannot be passed on safely. */
export function batchFileArguments(file: string, args: readonly string[]): string {
  if (/["\0\r\n]/.test(file) || file.endsWith('\\')) throw invalid(`the name ${JSON.stringify(file)} is no file name`);
  // The outer quotes are taken off by cmd /c. /e:ON is what makes the % rule work, /v:OFF leaves ! alone, /d skips AutoRun.
  return `/e:ON /v:OFF /d /c ""${file}"${args.map((arg) => ` ${batchFileArgument(arg)}`).join('')}"`;
}

/** One argument as cmd.exe and then the C run-time read it. */
export function batchFileArgument(arg: string): string {
  if (/[\0\r\n]/.test(arg)) throw invalid('an argument of a batch file holds a line break or NUL, which cannot be quoted');
  const isQuoted = arg === '' || arg.endsWith('\\') || NEEDS_QUOTES.test(arg);
  const escaped = arg
    // A backslash counts double before a quote only; a quote is doubled.
    .replace(/(\\*)"/g, '$1$1""')
    // An empty part of the variable cd, which always exists: %x% is then never a variable.
    .replaceAll('%', '%%cd:~,%');
  return isQuoted ? `"${escaped.replace(/\\+$/, '$&$&')}"` : escaped;
}

/** Every ASCII character but those known to be harmless, and the C1 controls. */
const NEEDS_QUOTES = /[^\w#$*+\-./:?@\\\u00A0-\uFFFF]/;

function invalid(message: string): Error {
  return Object.assign(new Error(message), { code: 'EINVAL' });
}
