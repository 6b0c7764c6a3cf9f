import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { unwrap } from '../syntax/unwrap.js';
import { possibleStrings } from '../values/possible-strings.js';
import { callsOnProcess } from './process-uses.js';

/** A listener on the process itself: `process.on('SIGTERM', stop)`. */
export interface ProcessListener {
  readonly call: TSESTree.CallExpression;
  /** Every event that it may be registered for, in a loop more than one; empty where that cannot be told. */
  readonly events: readonly string[];
  readonly handler: TSESTree.Node;
}

export const ADDS_LISTENER = /^(on|once|addListener|prependListener|prependOnceListener)$/;

/** All listeners that the file puts on the process. */
export function processListeners(analysis: Analysis): readonly ProcessListener[] {
  return once(analysis, collect);
}

/** True when the expression is the running process, the global or the module. */
export function isProcess(analysis: Analysis, node: TSESTree.Node): boolean {
  const reference = resolveReference(analysis, node);
  if (reference === undefined) return false;
  const { module, member } = reference;
  if (module === 'process') return member === '' || member === 'default';
  return module === 'global' && /^((globalThis|global)\.)?process$/.test(member);
}

function collect(analysis: Analysis): ProcessListener[] {
  return callsOnProcess(analysis).flatMap((call) => {
    const callee = unwrap(call.callee);
    const [event, handler] = call.arguments;
    if (callee.type !== 'MemberExpression' || event === undefined || handler === undefined) return [];
    if (!ADDS_LISTENER.test(propertyName(analysis, callee) ?? '')) return [];
    return [{ call, events: possibleStrings(analysis, event), handler }];
  });
}
