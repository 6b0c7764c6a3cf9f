import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { propertyName } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { ADDS_LISTENER, isProcess } from './process-listeners.js';

/** Every call of a method of the process itself, also at the end of a chain: `process.on(…).on(…)`. */
export function callsOnProcess(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collect);
}

/** True when the process may be known by another name in the file, or its methods without it. */
export function renamesProcess(analysis: Analysis): boolean {
  return once(analysis, findRenaming);
}

function collect(analysis: Analysis): readonly TSESTree.CallExpression[] {
  if (renamesProcess(analysis)) return nodesOf(analysis, 'CallExpression').filter(({ callee }) => couldBeMethod(callee) && startsAtProcess(analysis, callee));
  const calls: TSESTree.CallExpression[] = [];
  for (const use of dependenciesOf(analysis).processUses) {
    for (let call = callOn(use); call !== undefined; call = chained(analysis, call)) calls.push(call);
  }
  return calls;
}

function findRenaming(analysis: Analysis): boolean {
  const { modules, loadsMore, processUses } = dependenciesOf(analysis);
  if (modules.has('process') || (loadsMore && /['"`](node:)?process['"`]/.test(analysis.sourceCode.text))) return true;
  return processUses.some((use) => {
    const { parent } = wrapped(use);
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern') return parent.id.properties.some(takesMethod);
    if (parent?.type !== 'MemberExpression') return parent !== undefined && NAMES_ANEW.has(parent.type);
    const taken = propertyName(analysis, parent);
    if (taken !== 'exit' && taken !== 'on' && taken !== 'once' && taken !== undefined) return false;
    const member = wrapped(parent);
    return member.parent?.type !== 'CallExpression' || member.parent.callee !== member;
  });
}

/** Where a value comes to be known by another name. */
const NAMES_ANEW: ReadonlySet<string> = new Set(['AssignmentExpression', 'AssignmentPattern', 'ConditionalExpression', 'LogicalExpression', 'Property', 'VariableDeclarator']);

/** `const { exit } = process`, as opposed to `const { platform } = process`. */
function takesMethod(property: TSESTree.Node): boolean {
  return property.type !== 'Property' || property.computed || property.key.type !== 'Identifier' || /^(exit|on|once|listeners|\w+Listeners?)$/.test(property.key.name);
}

/** `process.exit(…)` of `process`. */
function callOn(use: TSESTree.Node): TSESTree.CallExpression | undefined {
  const member = wrapped(use).parent;
  if (member?.type !== 'MemberExpression' || unwrap(member.object) !== unwrap(use)) return undefined;
  const callee = wrapped(member);
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined;
}

function chained(analysis: Analysis, call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const { callee } = call;
  return callee.type === 'MemberExpression' && ADDS_LISTENER.test(propertyName(analysis, callee) ?? '') ? callOn(call) : undefined;
}

const METHODS = /^(exit|reallyExit|abort|kill|on|once|off|(prepend|add|remove)\w*Listeners?|removeAllListeners|(raw)?[lL]isteners|prependOnceListener|setUncaughtExceptionCaptureCallback)$/;

/** False for the many calls that are of no method of the process, told by their name alone. */
function couldBeMethod(callee: TSESTree.Node): boolean {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' && (member.computed || member.property.type !== 'Identifier' || METHODS.test(member.property.name));
}

/** `process.on`, also at the far end of a chain. */
function startsAtProcess(analysis: Analysis, callee: TSESTree.Node): boolean {
  const member = unwrap(callee);
  if (member.type !== 'MemberExpression') return false;
  const object = unwrap(member.object);
  if (object.type !== 'CallExpression') return isProcess(analysis, object);
  const before = unwrap(object.callee);
  if (before.type !== 'MemberExpression' || !ADDS_LISTENER.test(propertyName(analysis, before) ?? '')) return false;
  return startsAtProcess(analysis, before);
}
