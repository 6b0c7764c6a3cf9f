import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { moduleName } from '../bindings/module-name.js';
import { findVariable } from '../bindings/variable.js';
import { wrapped } from '../syntax/unwrap.js';
import { GLOBAL_STARTER, isStarter } from './catalogue.js';

type Call = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;

/** What a file does with the modules that start processes, followed from name to name. */
interface Trail {
  readonly calls: Call[];
  readonly seen: Set<Variable>;
  /** True when a value went where only a look at the whole tree can find it again: into an object, a property, a default. */
  lost: boolean;
}

/**
 * Every call that may start a process, found by following the modules' own names; `undefined` where that does not lead
 * everywhere. Most files only import and call, and their tree, of which those calls are the least, need not be looked at.
 */
export function directCalls(analysis: Analysis): Call[] | undefined {
  const { modules, loadsMore, requires } = dependenciesOf(analysis);
  if (loadsMore || modules.has(GLOBAL_STARTER)) return undefined;
  const trail: Trail = { calls: [], seen: new Set(), lost: false };
  for (const statement of analysis.sourceCode.ast.body) {
    if (imports(statement)) for (const variable of analysis.sourceCode.getDeclaredVariables(statement)) followVariable(analysis, variable, trail);
  }
  for (const call of requires) {
    const [name] = call.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string' && isStarter(moduleName(name.value))) followValue(analysis, call, trail);
  }
  return trail.lost ? undefined : trail.calls.sort((a, b) => a.range[0] - b.range[0]);
}

function imports(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'ImportDeclaration') return isStarter(moduleName(statement.source.value));
  return statement.type === 'TSImportEqualsDeclaration';
}

function followVariable(analysis: Analysis, variable: Variable, trail: Trail): void {
  if (trail.seen.has(variable)) return;
  trail.seen.add(variable);
  for (const reference of variable.references) if (reference.isRead()) followValue(analysis, reference.identifier, trail);
}

function followValue(analysis: Analysis, value: TSESTree.Node, trail: Trail): void {
  const node = wrapped(value);
  const parent = node.parent!;
  switch (parent.type) {
    case 'MemberExpression':
      if (parent.object !== node || (parent.property.type === 'Identifier' && parent.property.name === 'bind')) trail.lost = true;
      else followValue(analysis, parent, trail);
      return;
    case 'CallExpression':
      return followCall(analysis, parent, node, trail);
    case 'TaggedTemplateExpression':
      trail.calls.push(parent);
      return;
    case 'VariableDeclarator':
      return followInto(analysis, parent.id, trail);
    case 'AssignmentExpression':
      if (parent.right !== node || parent.operator !== '=' || parent.parent.type !== 'ExpressionStatement') trail.lost = true;
      else followInto(analysis, parent.left, trail);
      return;
    // Given to somebody else, or only looked at.
    case 'BinaryExpression':
    case 'ExportDefaultDeclaration':
    case 'ExportSpecifier':
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'ReturnStatement':
    case 'UnaryExpression':
      return;
    default:
      if (!parent.type.startsWith('TS')) trail.lost = true;
  }
}

function followCall(analysis: Analysis, call: TSESTree.CallExpression, node: TSESTree.Node, trail: Trail): void {
  if (call.callee === node) {
    trail.calls.push(call);
    // `$({ shell: true })` is a tag itself.
    if (wrapped(call).parent?.type === 'TaggedTemplateExpression') followValue(analysis, call, trail);
    return;
  }
  // `promisify(exec)`, `__importStar(require('child_process'))`: what comes of it may be the same under another name.
  followValue(analysis, call, trail);
}

function followInto(analysis: Analysis, target: TSESTree.Node, trail: Trail): void {
  if (target.type === 'Identifier') {
    const variable = findVariable(analysis, target);
    if (variable === undefined) trail.lost = true;
    else followVariable(analysis, variable, trail);
  } else if (target.type === 'ObjectPattern') {
    for (const property of target.properties) {
      if (property.type === 'Property' && !property.computed) followInto(analysis, property.value, trail);
      else trail.lost = true;
    }
  } else trail.lost = true;
}
