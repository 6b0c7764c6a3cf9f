import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { findVariable } from '../bindings/variable.js';
import { isExportedName } from '../bindings/exported-name.js';

const PUTS = /^(set|add|push|unshift)$/;
/** What can be done with a collection that gives nothing of it to anybody outside. */
const KEEPS = /^(set|add|push|unshift|get|has|delete|clear|size|length|keys|splice|shift|pop|forEach|values|entries|at|find|filter|indexOf|includes)$/;

/**
 * `running.set(id, child)` of a collection that stays in the file, where no listener is put on anything else than children
 * that are followed: nobody gets the child who could hear it fail.
 */
export function isHoarded(analysis: Analysis, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  if (callee.property.type !== 'Identifier' || !PUTS.test(callee.property.name)) return false;
  if (hearsElements(analysis)) return false;
  const variable = findVariable(analysis, callee.object);
  if (variable?.defs[0]?.type !== 'Variable' || isExportedName(variable)) return false;
  return variable.references.every(({ identifier }) => {
    const { parent } = identifier as TSESTree.Identifier;
    if (parent.type === 'VariableDeclarator') return parent.init !== null && /^(new (Map|Set)\b|\[\]$)/.test(analysis.sourceCode.getText(parent.init));
    if (parent.type === 'ForOfStatement') return parent.right === identifier;
    if (parent.type !== 'MemberExpression' || parent.object !== identifier) return false;
    return parent.computed || (parent.property.type === 'Identifier' && KEEPS.test(parent.property.name));
  });
}

/** True where a listener may be one on a child that was taken out of the collection; those on requests, sockets and the like are not. */
function hearsElements({ sourceCode }: Analysis): boolean {
  const listeners = sourceCode.text.match(/[\w$\])]+[?!]?\.(on|once|addListener)\(\s*(['"`])(error|exit|close|disconnect)\2/g) ?? [];
  return listeners.some((listener) => !/^(req|request|res|response|socket|sock|ws|conn|server|app|process|rl|readline|stream|stdin|stdout|stderr|io|wss)\./.test(listener));
}
