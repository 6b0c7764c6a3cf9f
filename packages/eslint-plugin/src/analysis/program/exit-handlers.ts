import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { resolveReference } from '../bindings/reference.js';
import { type FunctionNode } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { processListeners } from './process-listeners.js';

/** A function of the file that runs when the process is already ending, and cannot wait for anything. */
export interface ExitHandler {
  readonly handler: TSESTree.Node;
  readonly owner: FunctionNode;
}

/** Handlers of `process.on('exit')`, and of the libraries that are built on it. */
export function exitHandlers(analysis: Analysis): readonly ExitHandler[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): ExitHandler[] {
  const ours = processListeners(analysis).filter(({ events }) => events.length > 0 && events.every((event) => event === 'exit'));
  const handlers = ours.map(({ handler }) => handler);
  const others = ['signal-exit', 'exit-hook'].some((name) => dependenciesOf(analysis).modules.has(name)) ? nodesOf(analysis, 'CallExpression') : [];
  for (const call of others) {
    const [first] = call.arguments;
    if (first === undefined) continue;
    const reference = resolveReference(analysis, call.callee);
    if (reference === undefined || !/^(signal-exit|exit-hook)$/.test(reference.module)) continue;
    if (/^(onExit|default|)$/.test(reference.member)) handlers.push(first);
  }
  return handlers.flatMap((handler) => {
    const owner = calledFunction(analysis, { callee: handler });
    return owner === undefined ? [] : [{ handler, owner }];
  });
}
