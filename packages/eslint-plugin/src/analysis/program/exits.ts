import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { is, resolveReference } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';

/** Every call of `process.exit()`, by whatever name. */
export function processExits(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): TSESTree.CallExpression[] {
  if (!dependenciesOf(analysis).usesProcess) return [];
  const { text } = analysis.sourceCode;
  if (!CALLS_EXIT.test(text) && !TAKES_EXIT.test(text)) return [];
  const renamed = TAKES_EXIT.test(text);
  return nodesOf(analysis, 'CallExpression').filter(({ callee }) => {
    return (renamed || namesExit(callee)) && is(resolveReference(analysis, callee), 'process', 'exit');
  });
}

const CALLS_EXIT = /\bexit['"`]?\]?\)?\s*(\?\.)?\(/;
/** `const { exit } = process`, `import { exit as end } from 'node:process'`, `const end = process.exit;` */
const TAKES_EXIT = /\bexit\b[^'"`;]*\}\s*(=|from)\s*\S*process\b|process\.exit\s*[;,)\n]/;

function namesExit(callee: TSESTree.Node): boolean {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name === 'exit' : name.type !== 'PrivateIdentifier';
}
