import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { usesProcess } from '../bindings/dependencies.js';
import { is, resolveReference } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { callsOnProcess, renamesProcess } from './process-uses.js';

/** Every call of `process.exit()`, by whatever name. */
export function processExits(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): readonly TSESTree.CallExpression[] {
  if (!usesProcess(analysis) || !analysis.sourceCode.text.includes('exit')) return [];
  const calls = renamesProcess(analysis) ? nodesOf(analysis, 'CallExpression') : callsOnProcess(analysis);
  return calls.filter(({ callee }) => couldExit(callee) && is(resolveReference(analysis, callee), 'process', 'exit'));
}

/** False for methods that are called anything else; a name may stand for `exit`, whatever it is. */
function couldExit(callee: TSESTree.Node): boolean {
  const called = unwrap(callee);
  return called.type !== 'MemberExpression' || called.computed || (called.property.type === 'Identifier' && called.property.name === 'exit');
}
