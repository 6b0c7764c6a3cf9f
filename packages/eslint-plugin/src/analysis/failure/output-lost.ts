import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { findVariable } from '../bindings/variable.js';
import { some, walk } from '../syntax/walk.js';
import { handlerFunction } from './handlers.js';
import type { ProcessCall } from '../processes/process-call.js';
import type { Uses } from './uses.js';

/** True for a worker that its parent disconnects: then `close` never comes, whoever waits for it, and `exit` is all there is. */
export function neverCloses(analysis: Analysis, { starts }: ProcessCall): boolean {
  return starts.takes === 'module' && analysis.sourceCode.text.includes('.disconnect(');
}

/** True when output that `data` listeners collect is used on `exit`, which may come before the last of it; see `close`. */
export function losesOutput(analysis: Analysis, uses: Uses): boolean {
  if (uses.listeners.some(({ event }) => event === 'close')) return false;
  const collected = new Set<Variable>();
  for (const { event, handler, stream } of uses.output) {
    if (event === 'end' || event === 'close') return false;
    // What is said on stderr goes into an error's message: its last words may be missed.
    if (event === 'data' && stream === 'stdout') for (const variable of collectedBy(analysis, handler)) collected.add(variable);
  }
  return uses.listeners.some(({ event, handler }) => event === 'exit' && reads(analysis, handler, collected));
}

/** Variables that a `data` handler adds to: `output += chunk`, `output = output + chunk`, `chunks.push(chunk)`. */
export function collectedBy(analysis: Analysis, handler: TSESTree.Node): Variable[] {
  const found: Variable[] = [];
  const add = (node: TSESTree.Node): void => {
    const variable = node.type === 'Identifier' ? findVariable(analysis, node) : undefined;
    if (variable !== undefined) found.push(variable);
  };
  const body = handlerFunction(analysis, handler)?.body;
  if (body === undefined) return found;
  walk(body, analysis.sourceCode.visitorKeys, (node) => {
    if (node.type === 'AssignmentExpression' && growsWith(analysis, node)) add(node.left);
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    if (node.callee.property.type === 'Identifier' && node.callee.property.name === 'push') add(node.callee.object);
  });
  return found;
}

/** `started = true` and `last = chunk` keep no output. */
function growsWith(analysis: Analysis, { left, operator, right }: TSESTree.AssignmentExpression): boolean {
  if (left.type !== 'Identifier') return false;
  return operator === '+=' || some(right, analysis.sourceCode.visitorKeys, (node) => node.type === 'Identifier' && node.name === left.name);
}

function reads(analysis: Analysis, handler: TSESTree.Node, variables: ReadonlySet<Variable>): boolean {
  const body = handlerFunction(analysis, handler)?.body;
  if (body === undefined) return false;
  for (const variable of variables) {
    for (const { identifier } of variable.references) {
      if (identifier.range[0] >= body.range[0] && identifier.range[1] <= body.range[1]) return true;
    }
  }
  return false;
}
