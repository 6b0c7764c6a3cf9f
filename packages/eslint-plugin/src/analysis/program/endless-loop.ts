import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { some, walk } from '../syntax/walk.js';

type Loop = TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.WhileStatement;

/** True in a file that looks for work again and again, with a pause, and never stops by itself. */
export function polls(analysis: Analysis): boolean {
  return endlessLoops(analysis).length > 0;
}

/** True where an endless loop handles that one of its rounds has failed. */
export function failsInEndlessLoop(analysis: Analysis, node: TSESTree.Node): boolean {
  let isHandled = false;
  for (const outer of ancestors(node)) {
    // `list.map(async (one) => { … })` belongs to the round.
    if (isFunction(outer) && outer.parent.type !== 'CallExpression') return false;
    if (outer.type === 'CatchClause') isHandled = true;
    if (isHandled && endlessLoops(analysis).includes(outer as Loop)) return true;
  }
  return false;
}

function endlessLoops(analysis: Analysis): readonly Loop[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): Loop[] {
  if (!/\bfor\s*\(\s*;\s*;\s*\)|\bwhile\s*\(\s*(true|1|!?[\w.#]+)\s*\)/.test(analysis.sourceCode.text)) return [];
  const loops = [...nodesOf(analysis, 'ForStatement'), ...nodesOf(analysis, 'WhileStatement'), ...nodesOf(analysis, 'DoWhileStatement')];
  return loops.filter((loop) => isEndless(analysis, loop) && pauses(analysis, loop) && !endsItself(analysis, loop));
}

/** `for (;;)`, `while (true)`, `while (this.running)` */
function isEndless({ sourceCode }: Analysis, { test }: Loop): boolean {
  if (test === null || (test.type === 'Literal' && Boolean(test.value))) return true;
  return /^(!?(this\.)?[#_]?(is)?(stopp(ed|ing)|closed|closing|shutting_?down|ended)|(this\.)?[#_]?(is)?(running|active|alive|open))$/i.test(sourceCode.getText(test));
}

/** A loop that never awaits is no waiting for work, but work. */
function pauses(analysis: Analysis, { body }: Loop): boolean {
  return some(body, analysis.sourceCode.visitorKeys, (inner) => {
    return inner.type === 'AwaitExpression' && /\b(sleep|delay|wait|pause|timeout|setTimeout|b[lr]pop|xread\w*|receive\w*|poll|Receive\w+)\b/i.test(analysis.sourceCode.getText(inner.argument));
  });
}

/** With a `break` or a `return` it waits for something, and is done then. */
function endsItself(analysis: Analysis, { body }: Loop): boolean {
  let ends = false;
  walk(body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'BreakStatement' || inner.type === 'ReturnStatement') ends = true;
    return !isFunction(inner) && !/^(For|While|DoWhile|Switch)\w*$/.test(inner.type);
  });
  return ends;
}
