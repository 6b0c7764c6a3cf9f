import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { walk } from './walk.js';

type Kinds = {
  readonly [Node in TSESTree.Node as Node['type']]: Node;
};

/** Every node of a kind in the file, in the order of the text, collected once for all rules together. */
export function nodesOf<Kind extends keyof Kinds & string>(analysis: Analysis, kind: `${Kind}`): readonly Kinds[Kind][] {
  const known = once(analysis, collections);
  let nodes = known.get(kind);
  if (nodes === undefined) {
    nodes = collect(analysis, kind);
    known.set(kind, nodes);
  }
  return nodes as readonly unknown[] as readonly Kinds[Kind][];
}

function collections(): Map<string, readonly TSESTree.Node[]> {
  return new Map();
}

function collect(analysis: Analysis, kind: string): readonly TSESTree.Node[] {
  const nodes: TSESTree.Node[] = [];
  const steps = eslintSteps(analysis);
  if (steps === undefined) {
    walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
      if (node.type === kind) nodes.push(node);
    });
  } else {
    for (const step of steps) if (step.target.type === kind && step.kind === 1 && step.phase === 1) nodes.push(step.target);
  }
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
