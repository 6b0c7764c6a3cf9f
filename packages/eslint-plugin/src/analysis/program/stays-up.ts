import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { usesOfGlobal } from '../bindings/dependencies.js';
import { enclosingFunction } from '../syntax/functions.js';
import { processListeners } from './process-listeners.js';

/**
 * True for a program that runs until it is told to end, by what it does at the outermost level: it listens for the SIGTERM
 * of its host and has something that goes on, or it sets an interval that nothing calls off. Who reads the terminal ends
 * with its user.
 */
export function staysUp(analysis: Analysis): boolean {
  if (readsTerminal(analysis)) return false;
  return hasEndlessInterval(analysis) || (isToldToEnd(analysis) && GOES_ON.test(analysis.sourceCode.text));
}

/** True where both tell it, which outweighs that it can be called wrongly. */
export function isSureToStayUp(analysis: Analysis): boolean {
  return !readsTerminal(analysis) && hasEndlessInterval(analysis) && isToldToEnd(analysis);
}

/** True for a program that has a user before it, with whom it ends. */
export function readsTerminal({ sourceCode: { text } }: Analysis): boolean {
  return /\bprocess\s*\.\s*stdin\b/.test(text);
}

/** Timers, watchers, subscriptions, and children that are looked after. */
const GOES_ON = /\.on(Connection|Message|Request|Update)\s*\(|\b(setInterval|setTimeout|interval|timer|watch|watchFile|subscribe|spawn|fork)\s*\(|\bnew\s+\w*(Socket|Provider|Client|Pool|Consumer|Watcher|Stream|Queue|Monitor|Agent|Listener)\b/;

function isToldToEnd(analysis: Analysis): boolean {
  return analysis.sourceCode.text.includes('SIGTERM') && processListeners(analysis).some(({ call, events }) => enclosingFunction(call) === undefined && events.includes('SIGTERM'));
}

function hasEndlessInterval(analysis: Analysis): boolean {
  if (!analysis.sourceCode.text.includes('setInterval')) return false;
  return usesOfGlobal(analysis, 'setInterval').some((use) => isEndless(use));
}

function isEndless(use: TSESTree.Node): boolean {
  const call = use.parent;
  if (call?.type !== 'CallExpression' || call.callee !== use || call.parent.type !== 'ExpressionStatement' || enclosingFunction(call) !== undefined) return false;
  const [, delay] = call.arguments;
  // What turns faster draws a picture while something else is done.
  return delay !== undefined && !(delay.type === 'Literal' && Number(delay.value) < 1000);
}
