import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { possibleStrings } from '../values/possible-strings.js';

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
  if (!dependenciesOf(analysis).usesProcess) return [];
  return nodesOf(analysis, 'CallExpression').flatMap((call) => {
    const { callee } = call;
    const [event, handler] = call.arguments;
    if (callee.type !== 'MemberExpression' || event === undefined || handler === undefined) return [];
    if (!ADDS_LISTENER.test(propertyName(analysis, callee) ?? '') || !startsAtProcess(analysis, callee.object)) return [];
    return [{ call, events: possibleStrings(analysis, event), handler }];
  });
}

/** `process`, also at the far end of a chain: `process.on(…).on(…)`. */
function startsAtProcess(analysis: Analysis, object: TSESTree.Node): boolean {
  if (object.type !== 'CallExpression') return isProcess(analysis, object);
  const { callee } = object;
  return callee.type === 'MemberExpression' && ADDS_LISTENER.test(propertyName(analysis, callee) ?? '') && startsAtProcess(analysis, callee.object);
}
