import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { findVariable } from '../bindings/variable.js';
import { enclosingFunction, functionName, type FunctionNode } from '../syntax/functions.js';
import { isWithin } from '../syntax/walk.js';
import { containsCleanUp, containsDrain } from './clean-up.js';
import { processExits } from './exits.js';
import type { Moment } from './moments.js';

/** A deadline beside a clean-up that might hang is how it should be; any other timer strikes in the middle of work. */
export function momentOfTimer(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, around: () => Moment): Moment {
  const outer = enclosingFunction(call);
  if (outer !== undefined && (containsDrain(analysis, outer.body) || isShutdown(analysis, outer)) && !isOnlyPause(analysis, call, outer)) return 'cleaned-up';
  if (isCalledOff(analysis, call)) return 'cleaned-up';
  const moment = around();
  if (moment === 'signal' && (isReleased(call) || (outer !== undefined && isDeadline(analysis, call, outer)))) return 'cleaned-up';
  return moment === 'start' ? 'timer' : moment;
}

/** `server.close(); setTimeout(() => process.exit(0), 100)`: the one way to the end waits for a moment, and for nothing else. */
function isOnlyPause(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, outer: FunctionNode): boolean {
  const [callback, delay] = call.arguments;
  if (callback === undefined || delay?.type !== 'Literal' || typeof delay.value !== 'number' || delay.value > 1000) return false;
  return !isReleased(call) && !processExits(analysis).some((exit) => isWithin(exit, outer) && !isWithin(exit, callback));
}

/** `flush(() => process.exit()); setTimeout(() => process.exit(1), 4000)`: the other way to the end is the one that is meant. */
function isDeadline(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, outer: FunctionNode): boolean {
  const [, delay] = call.arguments;
  if (delay?.type !== 'Literal' || Number(delay.value) < 1000) return false;
  return processExits(analysis).some((exit) => isWithin(exit, outer) && !isWithin(exit, call) && enclosingFunction(exit) !== outer);
}

/** Called for what it does, and doing some of it. */
function isShutdown(analysis: Analysis, owner: FunctionNode): boolean {
  return /shut_?down|terminate|graceful|clean_?up|tear_?down/i.test(functionName(owner)) && containsCleanUp(analysis, owner.body);
}

/** `setTimeout(…).unref()`: a deadline, which does not strike when everything else has ended before. */
function isReleased(call: TSESTree.Node): boolean {
  const { parent } = call;
  return parent?.type === 'MemberExpression' && parent.property.type === 'Identifier' && parent.property.name === 'unref';
}

/** `const deadline = setTimeout(…); …; clearTimeout(deadline)`, `deadline.unref()`: it strikes only when something hangs. */
function isCalledOff(analysis: Analysis, call: TSESTree.Node): boolean {
  const { parent } = call;
  const name = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  const variable = name?.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  return variable?.references.some(({ identifier }) => {
    const use = identifier.parent;
    if (use.type === 'CallExpression') return use.callee.type === 'Identifier' && use.callee.name === 'clearTimeout';
    return use.type === 'MemberExpression' && use.property.type === 'Identifier' && use.property.name === 'unref';
  }) === true;
}
