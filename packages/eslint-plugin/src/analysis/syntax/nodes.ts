import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { walk } from './walk.js';

type Kinds = {
  readonly [Node in TSESTree.Node as Node['type']]: Node;
};

/** Every node of a kind in the file, in the order of the text, collected once for all rules together. */
export function nodesOf<Kind extends keyof Kinds & string>(analysis: Analysis, kind: `${Kind}`): readonly Kinds[Kind][] {
  const known = once(analysis, collections);
  if (!known.has(kind)) collect(analysis, kind, known);
  const nodes: unknown = known.get(kind);
  return nodes as readonly Kinds[Kind][];
}

function collections(): Map<string, TSESTree.Node[]> {
  return new Map();
}

/** Kinds that are wanted together: who asks for calls asks for these next, and one walk finds them all. */
const TOGETHER = ['CallExpression', 'AssignmentExpression', 'PropertyDefinition', 'TaggedTemplateExpression'];

function collect(analysis: Analysis, kind: string, known: Map<string, TSESTree.Node[]>): void {
  const [a = kind, b = kind, c = kind, d = kind] = TOGETHER.includes(kind) ? TOGETHER : [kind];
  for (const each of [a, b, c, d]) known.set(each, []);
  const visit = (node: TSESTree.Node): void => {
    const { type } = node;
    if (type === a || type === b || type === c || type === d) known.get(type)!.push(node);
  };
  const steps = eslintSteps(analysis);
  if (steps === undefined) walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, visit);
  else for (const step of steps) if (step.kind === 1 && step.phase === 1) visit(step.target);
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
