import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { isWithin, some, walk } from '../syntax/walk.js';
import { isCleanUpCall } from './clean-up.js';
import { processListeners } from './process-listeners.js';

type Loop = TSESTree.DoWhileStatement | TSESTree.ForOfStatement | TSESTree.ForStatement | TSESTree.WhileStatement;

/** True in a file that looks for work again and again, with a pause, and never stops by itself. */
export function polls(analysis: Analysis): boolean {
  return endlessLoops(analysis).length > 0;
}

/** True for a function that works in such a loop. */
export function holdsEndlessLoop(analysis: Analysis, owner: TSESTree.Node): boolean {
  return endlessLoops(analysis).some((loop) => isWithin(loop, owner));
}

/** True where one round of an endless loop ends all of them, and nobody has asked for it. */
export function failsInEndlessLoop(analysis: Analysis, node: TSESTree.Node): boolean {
  if (endlessLoops(analysis).length === 0) return false;
  for (const outer of ancestors(node)) {
    // `list.map(async (one) => { … })` belongs to the round.
    if (isFunction(outer) && outer.parent.type !== 'CallExpression') return false;
    if (outer.type === 'IfStatement' && isToldToStop(analysis, outer)) return false;
    if (endlessLoops(analysis).includes(outer as Loop)) return true;
  }
  return false;
}

/** `if (stopping) process.exit();`, or with something cleaned up before it. */
function isToldToStop(analysis: Analysis, { test, consequent }: TSESTree.IfStatement): boolean {
  return isSetBySignal(analysis, test) || STOPS.test(analysis.sourceCode.getText(test)) || some(consequent, analysis.sourceCode.visitorKeys, (inner) => inner.type === 'CallExpression' && isCleanUpCall(inner) && !/(^|\.)exit$/.test(analysis.sourceCode.getText(inner.callee)));
}

const STOPS = /^!?(this\.)?[#_]?(is)?(stop\w*|clos\w*|shutting_?down|shutdown|ended|running|active|alive|quit\w*|exit\w*|done|abort\w*)$/i;

function endlessLoops(analysis: Analysis): readonly Loop[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): Loop[] {
  if (!/\bfor\s*\(\s*;\s*;\s*\)|\bwhile\s*\(\s*(true|1|!?[\w.#]+)\s*\)|\bfor\s+await\b/.test(analysis.sourceCode.text)) return [];
  const loops = [...nodesOf(analysis, 'ForOfStatement').filter((loop) => isSubscription(analysis, loop)), ...nodesOf(analysis, 'ForStatement'), ...nodesOf(analysis, 'WhileStatement'), ...nodesOf(analysis, 'DoWhileStatement')];
  return loops.filter((loop) => loop.type === 'ForOfStatement' || (isEndless(analysis, loop) && pauses(analysis, loop) && !endsItself(analysis, loop)));
}

/** `for await (const change of watch(file))`: there is always one more. */
function isSubscription(analysis: Analysis, { await: waits, right }: TSESTree.ForOfStatement): boolean {
  const variable = right.type === 'Identifier' ? findVariable(analysis, right) : undefined;
  const [value = right] = variable?.defs[0]?.type === 'Variable' ? (assignedValues(variable) ?? []) : [];
  const made = unwrap(value);
  const call = made.type === 'AwaitExpression' ? unwrap(made.argument) : made;
  return waits && call.type === 'CallExpression' && /^on$|(^|\.)(watch|subscribe|consume|messages|listen|changes|updates)$/.test(analysis.sourceCode.getText(call.callee));
}

/** `for (;;)`, `while (true)`, `while (this.running)` */
function isEndless(analysis: Analysis, { test }: Exclude<Loop, TSESTree.ForOfStatement>): boolean {
  if (test === null || (test.type === 'Literal' && Boolean(test.value))) return true;
  const { sourceCode } = analysis;
  return isSetBySignal(analysis, test) || /^(!?(this\.)?[#_]?(is)?(stop(ped|ping)?|closed|closing|shutting_?down|ended|halt(ed|ing)?|quit(ting)?|cancell?ed|draining|terminat(ed|ing)|exiting)|(this\.)?[#_]?(is)?(running|active|alive|open)|!([\w.#]+\.)?aborted)$/i.test(sourceCode.getText(test));
}

/** `while (!stop)`, where `process.on('SIGTERM', () => { stop = true; })`. */
function isSetBySignal(analysis: Analysis, test: TSESTree.Node): boolean {
  const name = test.type === 'UnaryExpression' ? test.argument : test;
  const variable = name.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  const changes = variable?.references.filter((reference) => reference.isWrite() && reference.init !== true) ?? [];
  return changes.length > 0 && changes.every(({ identifier }) => processListeners(analysis).some(({ call, events }) => events.some((event) => event.startsWith('SIG')) && isWithin(identifier, call)));
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
