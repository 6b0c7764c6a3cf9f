import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once, type Variable } from '../analysis.js';
import { dependenciesOf, NAMES_PROCESS } from '../bindings/dependencies.js';
import { moduleName } from '../bindings/module-name.js';
import { findVariable } from '../bindings/variable.js';
import { wrapped } from '../syntax/unwrap.js';

/** Where a file uses the process, followed from name to name: `const proc = process`, `const { exit } = process`. */
export interface ProcessTrail {
  /** Expressions that are the process. */
  readonly uses: TSESTree.Node[];
  /** Calls of a name that stands for `process.exit`. */
  readonly exits: TSESTree.CallExpression[];
  readonly seen: Set<Variable>;
  /** True when it went where only a look at the whole tree can find it again: into an object, a property, a default. */
  lost: boolean;
}

/** What of the process can be had by a name of its own, and would not be found as `process.on`. */
const METHODS = /^(exit|on|once|listeners|\w+Listeners?)$/;

export function processTrail(analysis: Analysis): ProcessTrail {
  return once(analysis, collect);
}

function collect(analysis: Analysis): ProcessTrail {
  const trail: ProcessTrail = { uses: [], exits: [], seen: new Set(), lost: false };
  const { modules, loadsMore, processUses, requires } = dependenciesOf(analysis);
  for (const use of processUses) followProcess(analysis, use, trail);
  if (modules.has('process')) followModule(analysis, requires, trail);
  if (loadsMore && NAMES_PROCESS.test(analysis.sourceCode.text)) trail.lost = true;
  return trail;
}

function followModule(analysis: Analysis, requires: readonly TSESTree.CallExpression[], trail: ProcessTrail): void {
  for (const statement of analysis.ast.body) {
    if (statement.type === 'TSImportEqualsDeclaration') trail.lost = true;
    if (statement.type !== 'ImportDeclaration' || moduleName(statement.source.value) !== 'process') continue;
    for (const specifier of statement.specifiers) {
      const [variable] = analysis.sourceCode.getDeclaredVariables(specifier);
      const name = specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier' ? specifier.imported.name : 'default';
      if (name === 'default') followVariable(analysis, variable, trail);
      else followMethod(analysis, name, variable, trail);
    }
  }
  for (const call of requires) {
    const [name] = call.arguments;
    if (name?.type === 'Literal' && moduleName(String(name.value)) === 'process') followProcess(analysis, call, trail, true);
  }
}

/** @param isModule true for `require('process')`, which helpers of transpilers may wrap */
function followProcess(analysis: Analysis, use: TSESTree.Node, trail: ProcessTrail, isModule = false): void {
  const node = wrapped(use);
  const parent = node.parent!;
  switch (parent.type) {
    case 'MemberExpression':
      if (parent.object === node) followMember(analysis, node, parent, trail);
      return;
    case 'VariableDeclarator':
      return followInto(analysis, parent.id, trail);
    case 'AssignmentExpression':
      if (parent.right === node) followInto(analysis, parent.left, trail);
      return;
    case 'LogicalExpression':
      return followProcess(analysis, parent, trail, isModule);
    case 'ConditionalExpression':
      if (parent.test !== node) followProcess(analysis, parent, trail, isModule);
      return;
    case 'AssignmentPattern':
    case 'Property':
      trail.lost = true;
      return;
    case 'CallExpression':
      if (isModule && parent.callee !== node) trail.lost = true;
      return;
    default:
  }
}

function followMember(analysis: Analysis, use: TSESTree.Node, member: TSESTree.MemberExpression, trail: ProcessTrail): void {
  trail.uses.push(use);
  const name = member.computed ? undefined : member.property.type === 'Identifier' ? member.property.name : undefined;
  if (name === 'default') return followProcess(analysis, member, trail);
  const value = wrapped(member);
  const { parent } = value;
  if (parent?.type === 'CallExpression' && parent.callee === value) return;
  if (name === undefined ? member.computed : METHODS.test(name)) {
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && name === 'exit') followMethod(analysis, name, findVariable(analysis, parent.id), trail);
    else trail.lost = true;
  }
}

function followInto(analysis: Analysis, target: TSESTree.Node, trail: ProcessTrail): void {
  if (target.type === 'Identifier') return followVariable(analysis, findVariable(analysis, target), trail);
  if (target.type !== 'ObjectPattern') {
    trail.lost = true;
    return;
  }
  for (const property of target.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier' || property.value.type !== 'Identifier') trail.lost = true;
    else followMethod(analysis, property.key.name, findVariable(analysis, property.value), trail);
  }
}

function followVariable(analysis: Analysis, variable: Variable | undefined, trail: ProcessTrail): void {
  if (variable === undefined) trail.lost = true;
  else if (!trail.seen.has(variable)) {
    trail.seen.add(variable);
    for (const reference of variable.references) if (reference.isRead()) followProcess(analysis, reference.identifier, trail);
  }
}

/** A method that is known by a name: `exit(1)`. Who listens by a bare `on()` is found by a look at everything. */
function followMethod(analysis: Analysis, method: string, variable: Variable | undefined, trail: ProcessTrail): void {
  if (!METHODS.test(method)) return;
  if (method !== 'exit' || variable === undefined) {
    trail.lost = true;
    return;
  }
  for (const { identifier } of variable.references) {
    const { parent } = identifier;
    if (parent.type === 'CallExpression' && parent.callee === identifier) trail.exits.push(parent);
    else if (!/^(VariableDeclarator|Property|ImportSpecifier)$/.test(parent.type)) trail.lost = true;
  }
}
