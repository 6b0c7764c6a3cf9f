import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { isExportedName } from '../bindings/exported-name.js';
import { propertyName } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { ancestors } from '../syntax/ancestors.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantString } from '../values/constant.js';

const PUTS = /^(set|add|push|unshift)$/;
/** What can be done with a collection that gives nothing of it to anybody outside. */
const KEEPS = /^(set|add|push|unshift|get|has|delete|clear|size|length|keys|splice|shift|pop|forEach|values|entries|at|find|filter|indexOf|includes)$/;

/** Where `running.set(id, child)` puts a child; `undefined` for a call that does anything else with it. */
export function hoardOf(analysis: Analysis, { callee }: TSESTree.CallExpression): 'open' | 'private' | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !PUTS.test(callee.property.name)) return undefined;
  return storeOf(analysis, callee.object);
}

/** `running.delete(child)`, `running.indexOf(child)`: the collection is asked about the child, and gets nothing. */
export function isLookUp({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && /^(delete|has|includes|indexOf)$/.test(callee.property.name);
}

/** Who can get at what is kept in `running[id]`, `running` or `this.running`: the file, or others too. */
export function storeOf(analysis: Analysis, object: TSESTree.Node): 'open' | 'private' | undefined {
  if (object.type === 'MemberExpression' && object.object.type === 'ThisExpression') return isPrivateMember(object) ? 'private' : 'open';
  if (object.type !== 'Identifier') return undefined;
  const variable = findVariable(analysis, object);
  if (variable?.defs[0]?.type !== 'Variable' || isExportedName(variable)) return undefined;
  const stays = variable.references.every(({ identifier }) => {
    const { parent } = identifier as TSESTree.Identifier;
    if (parent.type === 'VariableDeclarator') return parent.init !== null && /^(new (Map|Set)\b|\[\]$|\{\}$|Object\.create\(null\)$)/.test(analysis.sourceCode.getText(parent.init));
    if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return parent.right === identifier;
    if (parent.type === 'CallExpression') return /^Object\.(keys|values|entries)$/.test(analysis.sourceCode.getText(parent.callee));
    if (parent.type === 'UnaryExpression') return true;
    if (parent.type !== 'MemberExpression' || parent.object !== identifier) return false;
    return parent.computed || (parent.property.type === 'Identifier' && KEEPS.test(parent.property.name));
  });
  return stays ? 'private' : undefined;
}

/** `this.#running`, and `this.running` of a class that declares it `private`. */
export function isPrivateMember(member: TSESTree.MemberExpression): boolean {
  const { property } = member;
  if (property.type === 'PrivateIdentifier') return true;
  for (const outer of ancestors(member)) {
    if (outer.type !== 'ClassBody') continue;
    return outer.body.some((one) => one.type === 'PropertyDefinition' && one.accessibility === 'private' && one.key.type === 'Identifier' && property.type === 'Identifier' && one.key.name === property.name);
  }
  return false;
}

/** True where a listener may be one on a child that was taken out of a collection or a property. */
export function hearsStored(analysis: Analysis): boolean {
  return once(analysis, listensToStored);
}

/** Objects of other kinds that have the same events. */
const OTHERS = /^(req|request|res|response|socket|sock|ws|conn|server|app|process|rl|readline|stream|stdin|stdout|stderr|io|wss|cluster|redis|client|db|pool)\b/;

function listensToStored(analysis: Analysis): boolean {
  return nodesOf(analysis, 'CallExpression').some(({ callee, arguments: [event] }) => {
    if (callee.type !== 'MemberExpression' || !/^(on|once|addListener)$/.test(propertyName(analysis, callee) ?? '') || event === undefined) return false;
    const name = constantString(analysis, event);
    if (name !== undefined && !/^(error|exit|close|disconnect)$/.test(name)) return false;
    const object = unwrap(callee.object);
    return !OTHERS.test(analysis.sourceCode.getText(object)) && mayBeStored(analysis, object);
  });
}

/** `running.get(id)`, `this.running[id]`, a parameter, or a variable that holds what was taken out. */
function mayBeStored(analysis: Analysis, object: TSESTree.Node): boolean {
  if (object.type === 'MemberExpression') return object.computed || object.object.type === 'ThisExpression' || mayBeStored(analysis, object.object);
  if (object.type === 'CallExpression') return object.callee.type === 'MemberExpression' && /^(get|at|find|pop|shift)$/.test(propertyName(analysis, object.callee) ?? '');
  if (object.type !== 'Identifier') return false;
  const variable = findVariable(analysis, object);
  if (variable?.defs[0]?.type === 'Parameter') return true;
  if (variable?.defs[0]?.type !== 'Variable') return false;
  const values = assignedValues(variable);
  return values === undefined || values.length === 0 || values.some((value) => mayBeStored(analysis, unwrap(value)));
}
