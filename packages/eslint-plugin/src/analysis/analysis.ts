import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

export type SourceCode = Readonly<TSESLint.SourceCode>;
export type Variable = TSESLint.Scope.Variable;

/** What every part of the analysis works on: one file, and the bounds that keep a strange one from costing time. */
export interface Analysis {
  readonly sourceCode: SourceCode;
  readonly ast: TSESTree.Program;
  readonly filename: string;
  /** What has been found out about the file so far, by the question's own key. */
  readonly known: Map<unknown, unknown>;
  /** How often a name has been looked up, and, once that is worth it, what every name of the file refers to. */
  lookUps: number;
  variables: ReadonlyMap<TSESTree.Node, Variable | null> | undefined;
  /** Per question, the nodes whose evaluation is under way: what depends on itself must not be endless. */
  active: Readonly<Record<Question, Set<TSESTree.Node>>> | undefined;
  /** Evaluations begun for the question that a rule has asked, with all that it led to. */
  steps: number;
  /** The question that all the others under way belong to. */
  asked: Question;
}

/** What can be asked about an expression. */
export type Question = 'constant' | 'fixed' | 'reference';

const DEEPEST = 100;
/** `const b = a + a; const c = b + b; …` doubles the work with every line. What a name refers to is never far away. */
const MOST_STEPS: Readonly<Record<Question, number>> = { constant: 2_000, fixed: 2_000, reference: 100 };

/**
 * Of the file that was asked about last: linters take one file after the other. A map by syntax tree would cost more than most
 * files need, for it has to give each tree an identity of its own.
 */
let latest: Analysis | undefined;

/** The file's analysis, made once and shared by all rules. */
export function analysisOf(context: { readonly sourceCode: SourceCode; readonly filename: string }): Analysis {
  const { sourceCode } = context;
  // By its tree, which is new for every file: oxlint has one source code object for all of them.
  if (latest?.ast !== sourceCode.ast) {
    latest = {
      ast: sourceCode.ast,
      sourceCode,
      filename: context.filename,
      known: new Map(),
      lookUps: 0,
      variables: undefined,
      active: undefined,
      steps: 0,
      asked: 'reference',
    };
  }
  return latest;
}

/** Answers a question about the whole file once, however many rules ask. */
export function once<T>(analysis: Analysis, question: (analysis: Analysis) => T): T {
  const known = analysis.known.get(question);
  if (known !== undefined || analysis.known.has(question)) return known as T;
  const answer = question(analysis);
  analysis.known.set(question, answer);
  return answer;
}

/** Evaluates a node once at a time; what would recur, lies too deep or takes too long, gets `fallback`. */
export function guarded<T>(
  analysis: Analysis,
  question: Question,
  node: TSESTree.Node,
  fallback: T,
  evaluate: () => T,
): T {
  analysis.active ??= { constant: new Set(), fixed: new Set(), reference: new Set() };
  const { constant, fixed, reference } = analysis.active;
  const depth = constant.size + fixed.size + reference.size;
  analysis.steps = depth === 0 ? 0 : analysis.steps + 1;
  if (depth === 0) analysis.asked = question;
  const active = analysis.active[question];
  if (active.has(node) || depth > DEEPEST || analysis.steps > MOST_STEPS[analysis.asked]) return fallback;
  active.add(node);
  try {
    return evaluate();
  } finally {
    active.delete(node);
  }
}

/** True while some question is being answered, to which another may belong. */
export function isAnswering({ active }: Analysis): boolean {
  return active !== undefined && active.constant.size + active.fixed.size + active.reference.size > 0;
}
