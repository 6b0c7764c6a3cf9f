import { fs } from '@childproof/internal';
import type { Command } from '../command.js';
import type { FailureReason } from '../result/reason.js';

export interface StartFailure {
  readonly reason: FailureReason;
  /** Completes the sentence "… could not be started: …", with the next step where there is one. */
  readonly detail: string;
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ELOOP: 'not-found',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  ENOEXEC: 'permission-denied',
  ETXTBSY: 'permission-denied',
  E2BIG: 'argument-list-too-long',
  EMFILE: 'resource-exhausted',
  ENFILE: 'resource-exhausted',
  EAGAIN: 'resource-exhausted',
  ENOMEM: 'resource-exhausted',
  ENOBUFS: 'resource-exhausted',
};

const DETAILS: Partial<Record<FailureReason, string>> = {
  'not-found': 'no such program; check the name and PATH',
  'permission-denied': 'not executable by this user; check its mode and the folders above it',
  'argument-list-too-long': 'arguments and environment are too large together; pass the data through stdin or a file',
  'resource-exhausted': 'the system is out of descriptors, processes or memory; run fewer at once or raise the limit',
  'invalid-argument': 'file, arguments, environment or working directory hold a value that no process can be given',
};

/**
 * Tells why a process could not be started.
 *
 * The error of the operating system alone does not: a missing program, a missing working directory and a missing
 * script interpreter are all ENOENT. So the file system is asked again, and only then.
 */
export function classifyStartError(error: NodeJS.ErrnoException, command: Command, cwd: string | undefined): StartFailure {
  if (cwd !== undefined && (error.code === 'ENOENT' || error.code === 'ENOTDIR') && !isDirectory(cwd)) {
    return { reason: 'cwd-not-found', detail: `the working directory ${JSON.stringify(cwd)} is not a directory` };
  }
  if (cwd !== undefined && error.code === 'EACCES' && !mayEnter(cwd)) {
    return { reason: 'permission-denied', detail: `the working directory ${JSON.stringify(cwd)} may not be entered` };
  }
  const reason = REASONS[error.code ?? ''] ?? 'invalid-argument';
  if (reason === 'not-found' && cwd === undefined && command.file.includes('/') && exists(command.file)) {
    return { reason, detail: 'the file exists, but the interpreter that it names does not' };
  }
  return { reason, detail: `${DETAILS[reason]} (${error.code ?? error.message})` };
}

function isDirectory(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function exists(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function mayEnter(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
