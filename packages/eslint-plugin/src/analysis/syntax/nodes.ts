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
const KINDS = [
  'AssignmentExpression', 'CallExpression', 'ImportDeclaration', 'ImportExpression', 'MemberExpression', 'NewExpression', 'Property',
  'PropertyDefinition', 'TaggedTemplateExpression', 'TSExternalModuleReference',
] as const;

function collect(analysis: Analysis): ReadonlyMap<string, TSESTree.Node[]> {
  const nodes = new Map<string, TSESTree.Node[]>(KINDS.map((kind) => [kind, []]));
  const { ast, visitorKeys } = analysis.sourceCode;
  const steps = eslintSteps(analysis);
  if (steps === undefined) walk(ast, visitorKeys, (node) => void nodes.get(node.type)?.push(node));
  else for (const { kind, phase, target } of steps) if (kind === 1 && phase === 1) nodes.get(target.type)?.push(target);
  return nodes;
}

interface Step {
  /** 1 for a node. */
  readonly kind: number;
  /** 1 for the way in, 2 for the way out. */
  readonly phase: number;
  readonly target: TSESTree.Node;
}

/** The walk that ESLint itself has made and kept, which saves making another; other linters have none. */
function eslintSteps({ sourceCode }: Analysis): Iterable<Step> | undefined {
  const { traverse } = sourceCode as { traverse?: () => Iterable<Step> };
  return typeof traverse === 'function' ? traverse.call(sourceCode) : undefined;
}
