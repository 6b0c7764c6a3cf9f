import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { usesProcess } from '../bindings/dependencies.js';
import { is, resolveReference } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { processTrail } from './process-trail.js';
import { callsOnProcess } from './process-uses.js';

/** Every call of `process.exit()`, by whatever name. */
export function processExits(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): readonly TSESTree.CallExpression[] {
  if (!usesProcess(analysis) || !analysis.sourceCode.text.includes('exit')) return [];
  const { lost, exits } = processTrail(analysis);
  const calls = lost ? nodesOf(analysis, 'CallExpression') : [...callsOnProcess(analysis), ...exits].sort((a, b) => a.range[0] - b.range[0]);
  return calls.filter(({ callee }) => couldExit(callee) && is(resolveReference(analysis, callee), 'process', 'exit'));
}

/** False for methods that are called anything else; a name may stand for `exit`, whatever it is. */
function couldExit(callee: TSESTree.Node): boolean {
  const called = unwrap(callee);
  return called.type !== 'MemberExpression' || called.computed || (called.property.type === 'Identifier' && called.property.name === 'exit');
}
