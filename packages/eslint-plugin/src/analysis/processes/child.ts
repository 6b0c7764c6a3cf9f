import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { assignedToProperty } from '../bindings/property-values.js';
import { propertyName } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { ADDS_LISTENER } from '../program/process-listeners.js';
import { type FunctionNode, parameterName } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { walk } from '../syntax/walk.js';
import { isNodeType, typeOf } from '../values/type-information.js';
import { type ProcessCall, processCall } from './process-call.js';

const DEEPEST = 6;
const CHILD = /^ChildProcess(ByStdio|WithoutNullStreams)?$/;

/** The call that made the child which an expression holds; `annotated` where only its type says that it is one. */
export function childSource(analysis: Analysis, expression: TSESTree.Node): ProcessCall | 'annotated' | undefined {
  const source = sourceIn(analysis, expression);
  if (source !== undefined) return source;
  const type = typeOf(analysis, expression);
  return type !== undefined && isNodeType(type, 'child_process', CHILD) ? 'annotated' : undefined;
}

function sourceIn(analysis: Analysis, expression: TSESTree.Node, depth = 0): ProcessCall | 'annotated' | undefined {
  if (depth > DEEPEST) return undefined;
  const node = unwrap(expression);
  const among = (nodes: readonly TSESTree.Node[]): ProcessCall | 'annotated' | undefined => {
    for (const one of nodes) {
      const source = one === node ? undefined : sourceIn(analysis, one, depth + 1);
      if (source !== undefined) return source;
    }
    return undefined;
  };
  switch (node.type) {
    case 'CallExpression':
    case 'TaggedTemplateExpression':
      return calledChild(analysis, node, among);
    case 'ConditionalExpression':
      return among([node.consequent, node.alternate]);
    case 'LogicalExpression':
      return among([node.left, node.right]);
    case 'AssignmentExpression':
      return among([node.right]);
    case 'MemberExpression':
      return among(assignedToProperty(analysis, propertyName(analysis, node) ?? ''));
    case 'Identifier': {
      const variable = findVariable(analysis, node);
      const declared = variable?.identifiers[0];
      if (declared !== undefined && isChildType(parameterName(declared)?.typeAnnotation?.typeAnnotation)) return 'annotated';
      return variable?.defs[0]?.type === 'Variable' ? among(assignedValues(variable) ?? []) : undefined;
    }
    default:
      return undefined;
  }
}

type Among = (nodes: readonly TSESTree.Node[]) => ProcessCall | 'annotated' | undefined;

/** `spawn(…)`, `spawn(…).on(…)`, and functions of the file that return a child. */
function calledChild(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
  among: Among,
): ProcessCall | 'annotated' | undefined {
  const call = processCall(analysis, node);
  if (call !== undefined) return call.starts.gives === 'child' || isSubprocess(call) ? call : undefined;
  if (node.type === 'TaggedTemplateExpression') return undefined;
  const { callee } = node;
  if (callee.type === 'MemberExpression' && ADDS_LISTENER.test(propertyName(analysis, callee) ?? '')) return among([callee.object]);
  const local = calledFunction(analysis, node);
  return local === undefined || local.async ? undefined : among(returned(analysis, local));
}

/** execa's promise is the child as well; what a promisified function returns is not. */
function isSubprocess({ starts, reference }: ProcessCall): boolean {
  return starts.gives === 'promise' && !reference.promisified && reference.module === 'execa';
}

function returned(analysis: Analysis, owner: FunctionNode): TSESTree.Node[] {
  if (owner.body.type !== 'BlockStatement') return [owner.body];
  const results: TSESTree.Node[] = [];
  walk(owner.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'ReturnStatement' && inner.argument !== null) results.push(inner.argument);
    return !inner.type.includes('Function');
  });
  return results;
}

/** `ChildProcess` and its kin of node:child_process, alone or in a union with `undefined`. */
function isChildType(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type === 'TSUnionType') return type.types.some(isChildType);
  if (type?.type !== 'TSTypeReference') return false;
  const { typeName } = type;
  const name = typeName.type === 'TSQualifiedName' ? typeName.right : typeName;
  return name.type === 'Identifier' && CHILD.test(name.name);
}
