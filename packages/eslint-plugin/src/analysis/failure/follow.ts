import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { resolveReference } from '../bindings/reference.js';
import { findVariable } from '../bindings/variable.js';
import { enclosingFunction, type FunctionNode, parameterName } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { callSites } from '../values/parameters.js';
import { constantString, keyOf } from '../values/constant.js';
import { followMember, isTested } from './follow-member.js';
import { hoardOf, isLookUp, storeOf } from './hoarded.js';
import { OUTCOME, type Uses } from './uses.js';

/** Adds to `uses` what the code around an expression does with its value. */
export function follow(analysis: Analysis, expression: TSESTree.Node, uses: Uses): void {
  const node = wrapped(expression);
  const parent = node.parent!;
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'WhileStatement':
    case 'ForStatement':
    case 'BinaryExpression':
      return;
    case 'UnaryExpression':
      uses.released ||= parent.operator === 'void';
      return;
    case 'AwaitExpression':
      uses.awaited = true;
      uses.results.push(parent);
      return;
    case 'ForOfStatement':
      uses.awaited = true;
      return;
    case 'VariableDeclarator':
      return followInto(analysis, parent.id, uses);
    case 'AssignmentExpression':
      if (parent.right !== node) return;
      followInto(analysis, parent.left, uses);
      return follow(analysis, parent, uses);
    case 'MemberExpression':
      if (parent.object === node) followMember(analysis, parent, uses);
      return;
    case 'ConditionalExpression':
      if (parent.test !== node) follow(analysis, parent, uses);
      return;
    case 'LogicalExpression':
      return follow(analysis, parent, uses);
    case 'ArrowFunctionExpression':
      if (!dropsResult(parent)) followCallers(analysis, parent, uses);
      return;
    case 'ReturnStatement': {
      const owner = enclosingFunction(parent);
      if (owner === undefined) uses.escapes = true;
      else followCallers(analysis, owner, uses);
      return;
    }
    case 'CallExpression':
      if (parent.callee === node || isLookUp(parent) || followOnce(analysis, parent, uses) || store(uses, hoardOf(analysis, parent))) return;
      if (!followParameter(analysis, parent, node, uses)) uses.escapes = true;
      return;
    case 'Property': {
      // `helpers.push({ name, child })`
      const outer = parent.parent.parent;
      if (outer.type !== 'CallExpression' || !store(uses, hoardOf(analysis, outer))) uses.escapes = true;
      return;
    }
    default:
      uses.escapes = true;
  }
}

/** True where the value is kept in a place of the file. */
function store(uses: Uses, where: Uses['stored']): boolean {
  if (where !== undefined && uses.stored !== 'open') uses.stored = where;
  return where !== undefined;
}

/** The value is put into a variable, taken apart, or stored where this file cannot follow. */
function followInto(analysis: Analysis, target: TSESTree.Node, uses: Uses): void {
  if (target.type === 'ObjectPattern') {
    for (const property of target.properties) {
      if (property.type !== 'Property') uses.escapes = true;
      else if (OUTCOME.has(keyOf(property) ?? 'code')) uses.outcomeRead = true;
      else if (keyOf(property) === 'stderr' && property.value.type === 'Identifier') {
        uses.stderrTested ||= findVariable(analysis, property.value)?.references.some(({ identifier }) => isTested(identifier)) === true;
      }
    }
    return;
  }
  // `running[id] = child`, `this.running[id] = child`
  if (target.type === 'MemberExpression' && target.computed && store(uses, storeOf(analysis, target.object))) return;
  const variable = target.type === 'Identifier' ? findVariable(analysis, target) : undefined;
  if (variable === undefined) uses.escapes = true;
  else followVariable(analysis, variable, uses);
}

function followVariable(analysis: Analysis, variable: Variable, uses: Uses): void {
  if (uses.seen.has(variable)) return;
  uses.seen.add(variable);
  const declarator = variable.defs[0]?.node as TSESTree.Node | undefined;
  if (declarator?.type === 'VariableDeclarator' && declarator.parent.parent.type === 'ExportNamedDeclaration') uses.escapes = true;
  for (const reference of variable.references) {
    if (reference.isRead()) follow(analysis, reference.identifier, uses);
  }
}

/** The value is returned: it is what the callers make of it, where all of them are in this file. */
function followCallers(analysis: Analysis, owner: FunctionNode, uses: Uses): void {
  const { calls, complete } = callSites(analysis, owner);
  if (!complete || owner.generator || uses.callers.has(owner)) {
    uses.escapes ||= !uses.callers.has(owner);
    return;
  }
  uses.callers.add(owner);
  for (const call of calls) follow(analysis, call, uses);
}

/** `once(child, 'close')` rejects on `error` and gives the code; whether that is looked at depends on its own use. */
function followOnce(analysis: Analysis, call: TSESTree.CallExpression, uses: Uses): boolean {
  const reference = resolveReference(analysis, call.callee);
  if (reference?.module !== 'events' || !/^(EventEmitter\.)?once$/.test(reference.member)) return false;
  const event = call.arguments[1] && constantString(analysis, call.arguments[1]);
  if (event === undefined) return false;
  uses.listeners.push({ event: 'error', handler: call }, { event, handler: call });
  return true;
}

/** `killLater(child)`: what a function of this file does with it, where it takes it by a plain name. */
function followParameter(analysis: Analysis, call: TSESTree.CallExpression, argument: TSESTree.Node, uses: Uses): boolean {
  const owner = calledFunction(analysis, call);
  const index = call.arguments.indexOf(argument as TSESTree.Expression);
  if (owner === undefined || call.arguments.slice(0, index).some(({ type }) => type === 'SpreadElement')) return false;
  const parameter = parameterName(owner.params[index]);
  const variable = parameter && analysis.sourceCode.getDeclaredVariables(owner).find(({ identifiers }) => identifiers.includes(parameter));
  if (variable === undefined) return false;
  followVariable(analysis, variable, uses);
  return true;
}

/** Callbacks whose return value goes nowhere: `list.forEach(() => spawn(…))`, `new Promise(() => spawn(…))`. */
function dropsResult(callback: TSESTree.ArrowFunctionExpression): boolean {
  const { parent } = callback;
  if (parent.type === 'NewExpression') return parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
  if (parent.type !== 'CallExpression' || !parent.arguments.includes(callback)) return false;
  const { callee } = parent;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' && /^(createServer|createSecureServer|forEach|on|once|addListener|setTimeout|setInterval|setImmediate|nextTick|watch|watchFile)$/.test(name.name);
}
