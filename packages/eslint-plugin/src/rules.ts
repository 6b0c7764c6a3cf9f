import { noInterpolatedExec } from './rules/no-interpolated-exec.js';
import { noProcessExitInServer } from './rules/no-process-exit-in-server.js';
import { requireExitCheck } from './rules/require-exit-check.js';

/** Every rule by the name that stands behind `childproof/`. */
export const rules = {
  'no-interpolated-exec': noInterpolatedExec,
  'no-process-exit-in-server': noProcessExitInServer,
  'require-exit-check': requireExitCheck,
};
