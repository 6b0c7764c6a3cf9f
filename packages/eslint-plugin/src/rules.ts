import { noAsyncExitHandler } from './rules/no-async-exit-handler.js';
import { noCommandStringSplit } from './rules/no-command-string-split.js';
import { noContinueAfterUncaught } from './rules/no-continue-after-uncaught.js';
import { noDynamicRequire } from './rules/no-dynamic-require.js';
import { noExitWithoutClose } from './rules/no-exit-without-close.js';
import { noInterpolatedExec } from './rules/no-interpolated-exec.js';
import { noKilledAsDead } from './rules/no-killed-as-dead.js';
import { noProcessExitInServer } from './rules/no-process-exit-in-server.js';
import { noSignalListenerRemoval } from './rules/no-signal-listener-removal.js';
import { noSyncChildInRequest } from './rules/no-sync-child-in-request.js';
import { noUnboundedExecOutput } from './rules/no-unbounded-exec-output.js';
import { noUnguardedDetached } from './rules/no-unguarded-detached.js';
import { requireExitCheck } from './rules/require-exit-check.js';
import { requireForkErrorHandling } from './rules/require-fork-error-handling.js';
import { requireKillEscalation } from './rules/require-kill-escalation.js';
import { requireShutdownHandler } from './rules/require-shutdown-handler.js';

/** Every rule by the name that stands behind `childproof/`. */
export const rules = {
  'no-async-exit-handler': noAsyncExitHandler,
  'no-command-string-split': noCommandStringSplit,
  'no-continue-after-uncaught': noContinueAfterUncaught,
  'no-dynamic-require': noDynamicRequire,
  'no-exit-without-close': noExitWithoutClose,
  'no-interpolated-exec': noInterpolatedExec,
  'no-killed-as-dead': noKilledAsDead,
  'no-process-exit-in-server': noProcessExitInServer,
  'no-signal-listener-removal': noSignalListenerRemoval,
  'no-sync-child-in-request': noSyncChildInRequest,
  'no-unbounded-exec-output': noUnboundedExecOutput,
  'no-unguarded-detached': noUnguardedDetached,
  'require-exit-check': requireExitCheck,
  'require-fork-error-handling': requireForkErrorHandling,
  'require-kill-escalation': requireKillEscalation,
  'require-shutdown-handler': requireShutdownHandler,
};
