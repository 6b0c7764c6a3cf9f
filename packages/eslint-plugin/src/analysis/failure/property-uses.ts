import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { nodesOf } from '../syntax/nodes.js';
import { wrapped } from '../syntax/unwrap.js';
import { follow } from './follow.js';
import { isPrivateMember } from './hoarded.js';
import type { Uses } from './uses.js';

/**
 * `this.worker = fork(…)`: adds what the file does with `this.worker`. False when the value is not kept that way.
 *
 * Other files may do more with the property, so what is not found here proves nothing by itself.
 */
export function propertyUses(analysis: Analysis, value: TSESTree.Node, uses: Uses): boolean {
  const assignment = wrapped(value).parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') return false;
  const { left } = assignment;
  const name = nameOfProperty(analysis, left);
  if (left.object.type !== 'ThisExpression' || name === undefined) return false;
  for (const member of nodesOf(analysis, 'MemberExpression')) {
    if (member === left || nameOfProperty(analysis, member) !== name) continue;
    const { parent } = wrapped(member);
    if (parent?.type !== 'AssignmentExpression' || parent.right === member) follow(analysis, member, uses);
  }
  // `const child = (this.child = spawn(…))`
  follow(analysis, assignment, uses);
  return true;
}

function nameOfProperty(analysis: Analysis, member: TSESTree.MemberExpression): string | undefined {
  return member.property.type === 'PrivateIdentifier' ? `#${member.property.name}` : propertyName(analysis, member);
}

/** `this.#worker = …`, and `this.worker = …` of a class that declares it `private`. */
export function isPrivateProperty(value: TSESTree.Node): boolean {
  const assignment = wrapped(value).parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') return false;
  return isPrivateMember(assignment.left);
}
