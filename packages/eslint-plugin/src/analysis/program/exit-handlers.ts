import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { resolveReference } from '../bindings/reference.js';
import { mayLoad } from '../processes/catalogue.js';
import { type FunctionNode } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { processListeners } from './process-listeners.js';

/** A function of the file that runs when the process is already ending, and cannot wait for anything. */
export interface ExitHandler {
  readonly handler: TSESTree.Node;
  readonly owner: FunctionNode;
}

/** Packages that call a function when the process ends. */
export const EXIT_HANDLERS: readonly string[] = ['signal-exit', 'exit-hook'];

/** Handlers of `process.on('exit')`, and of the libraries that are built on it. */
export function exitHandlers(analysis: Analysis): readonly ExitHandler[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): ExitHandler[] {
  const ours = processListeners(analysis).filter(({ events }) => events.length > 0 && events.every((event) => event === 'exit'));
  const handlers = ours.map(({ handler }) => handler);
  const others = mayLoad(analysis, EXIT_HANDLERS) ? nodesOf(analysis, 'CallExpression') : [];
  for (const call of others) {
    const [first] = call.arguments;
    if (first === undefined) continue;
    const reference = resolveReference(analysis, call.callee);
    if (reference === undefined || !EXIT_HANDLERS.includes(reference.module)) continue;
    if (/^(onExit|default|)$/.test(reference.member)) handlers.push(first);
  }
  return handlers.flatMap((handler) => {
    const owner = calledFunction(analysis, { callee: handler });
    return owner === undefined ? [] : [{ handler, owner }];
  });
}
