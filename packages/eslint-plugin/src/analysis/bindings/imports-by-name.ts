import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from './dependencies.js';

/** Every `import()` of something else than one plain text, found by the text: to walk through the tree takes far longer. */
export function importsByName(analysis: Analysis): readonly TSESTree.ImportExpression[] {
  return once(analysis, collect);
}

const PLAIN = /\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)/y;

function collect(analysis: Analysis): TSESTree.ImportExpression[] {
  if (!dependenciesOf(analysis).importsLater) return [];
  const { sourceCode } = analysis;
  const found: TSESTree.ImportExpression[] = [];
  for (const { 0: { length }, index } of sourceCode.text.matchAll(/\bimport\s*\(/g)) {
    PLAIN.lastIndex = index + length;
    if (PLAIN.test(sourceCode.text)) continue;
    // In a comment or a text it is not the beginning of such a node, nor in a type.
    const node = sourceCode.getNodeByRangeIndex(index);
    if (node?.type === 'ImportExpression' && node.range[0] === index) found.push(node);
  }
  return found;
}
