import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { walk } from './walk.js';

type Kinds = {
  readonly [Node in TSESTree.Node as Node['type']]: Node;
};

/** Every node of a kind in the file, in the order of the text. The file is walked once for all rules together. */
export function nodesOf<Kind extends keyof Kinds & string>(analysis: Analysis, kind: `${Kind}`): readonly Kinds[Kind][] {
  return once<ReadonlyMap<string, unknown>>(analysis, collect).get(kind) as readonly Kinds[Kind][];
}

/** Kinds that some rule asks for; the rest of the tree is only passed through. */
const KINDS: ReadonlySet<string> = new Set([
  'CallExpression', 'ImportExpression', 'MemberExpression', 'NewExpression', 'TaggedTemplateExpression', 'AssignmentExpression', 'Property', 'PropertyDefinition',
]);

function collect(analysis: Analysis): ReadonlyMap<string, TSESTree.Node[]> {
  const nodes = new Map<string, TSESTree.Node[]>();
  for (const kind of KINDS) nodes.set(kind, []);
  walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
    nodes.get(node.type)?.push(node);
  });
  return nodes;
}
