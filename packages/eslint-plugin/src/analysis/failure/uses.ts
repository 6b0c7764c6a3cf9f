import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../analysis.js';
import type { FunctionNode } from '../syntax/functions.js';

/** One listener on the child itself, such as `child.on('close', handler)`. */
export interface Listener {
  readonly event: string;
  readonly handler: TSESTree.Node;
}

/** A listener on `child.stdout` or `child.stderr`. */
export interface OutputListener extends Listener {
  readonly stream: 'stderr' | 'stdout';
}

/** Everything that a file does with one child, promise or result. */
export interface Uses {
  readonly listeners: Listener[];
  readonly output: OutputListener[];
  /** Returned, stored, passed on or exported: others may look after it, so nothing is blamed. */
  escapes: boolean;
  /** Kept in a collection or a property, from where the rest of the file may get it: `true` where others may, too. */
  stored: 'open' | 'private' | undefined;
  /** Its exit code, status, error or signal is read. */
  outcomeRead: boolean;
  /** Awaited, iterated or given a rejection handler. */
  awaited: boolean;
  /** Explicitly let go: `unref()` or `void`. */
  released: boolean;
  /** What the child says on stderr decides something. */
  stderrTested: boolean;
  /** What `await` makes of it, where it is a promise. */
  readonly results: TSESTree.Node[];
  readonly seen: Set<Variable>;
  /** Functions that return it, whose callers have been looked at. */
  readonly callers: Set<FunctionNode>;
}

export function noUses(): Uses {
  return {
    listeners: [], output: [], escapes: false, stored: undefined, outcomeRead: false, awaited: false, released: false, stderrTested: false, results: [], seen: new Set(), callers: new Set(),
  };
}

/** Properties that tell how a process ended, over all the libraries in the catalogue. */
export const OUTCOME: ReadonlySet<string> = new Set([
  'code', 'error', 'exitCode', 'failed', 'isCanceled', 'isTerminated', 'killed', 'ok', 'reason', 'signal', 'signalCode', 'status', 'timedOut',
]);
