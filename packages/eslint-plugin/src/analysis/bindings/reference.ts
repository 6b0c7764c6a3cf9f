import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, guarded, isAnswering, once, type Variable } from '../analysis.js';
import { constantString } from '../values/constant.js';
import { unwrap } from '../syntax/unwrap.js';
import { mentionsProcesses } from '../processes/catalogue.js';
import { dependenciesOf } from './dependencies.js';
import { importedModule } from './imported-module.js';
import { defaultIsNamespace } from './module-name.js';
import { propertyValue } from './property-values.js';
import { assignedValues, findVariable, isRequire, patternSource } from './variable.js';

/** Something that an expression is known to be: an export of a module, however it was imported and renamed. */
export interface Reference {
  /** The module without `node:`, or `global` for what the runtime itself provides. */
  readonly module: string;
  /** The member, such as `exec` or `promises.readFile`; empty for the module itself. */
  readonly member: string;
  /** True when the function has been through `util.promisify`. */
  readonly promisified: boolean;
}

/** What the expression refers to, or `undefined` when that cannot be told. */
export function resolveReference(analysis: Analysis, expression: TSESTree.Node): Reference | undefined {
  const node = unwrap(expression);
  // What begins a question is asked by every rule; what an answer leads to may have been cut short, and is not kept.
  if (isAnswering(analysis)) {
    return resolve(analysis, node);
  }
  const known = once(analysis, answers);
  // A name means the same wherever it stands, and is answered for once.
  const key = node.type === 'Identifier' ? (findVariable(analysis, node) ?? node) : node;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = resolve(analysis, node) ?? null;
    known.set(key, answer);
  }
  return answer ?? undefined;
}

function answers(): Map<TSESTree.Node | Variable, Reference | null> {
  return new Map();
}

function resolve(analysis: Analysis, node: TSESTree.Node): Reference | undefined {
  return guarded(analysis, 'reference', node, undefined, () => {
    switch (node.type) {
      case 'Identifier':
        return resolveName(analysis, node);
      case 'MemberExpression':
        return resolveMember(analysis, node);
      case 'AwaitExpression':
        return resolveReference(analysis, node.argument);
      case 'CallExpression':
      case 'ImportExpression':
        return resolveCall(analysis, node);
      default:
        return undefined;
    }
  });
}

/** The property's name where it is written down or constant: `a.b`, `a['b']`, `a[KEY]`. */
export function propertyName(analysis: Analysis, node: TSESTree.MemberExpression): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return constantString(analysis, node.property);
}

function resolveMember(analysis: Analysis, node: TSESTree.MemberExpression): Reference | undefined {
  const name = propertyName(analysis, node);
  const found = member(resolveReference(analysis, node.object), name);
  if (found !== undefined || !mentionsProcesses(analysis)) return found;
  const value = propertyValue(analysis, node, name);
  return value && resolveReference(analysis, value);
}

function resolveName(analysis: Analysis, name: TSESTree.Identifier): Reference | undefined {
  const variable = findVariable(analysis, name);
  if (variable === undefined) return { module: globalModule(analysis, name.name), member: name.name, promisified: false };
  const definition = variable.defs[0]!;
  if (definition.type === 'ImportBinding') return resolveImport(definition.node);
  if (definition.type === 'Parameter') return resolveParameter(analysis, name, variable.identifiers[0]);
  if (definition.type !== 'Variable') return undefined;
  const values = assignedValues(variable);
  if (values !== undefined) return agreed(values.map((value) => resolveReference(analysis, value)));
  const writes = variable.references.filter((reference) => reference.isWrite());
  const source = writes.length === 1 ? patternSource(writes[0]!.identifier) : undefined;
  if (source === undefined) return undefined;
  return source.path.reduce<Reference | undefined>(member, resolveReference(analysis, source.value));
}

/** `require('shelljs/global')` makes globals of the module's functions. */
function globalModule(analysis: Analysis, name: string): string {
  return name === 'exec' && dependenciesOf(analysis).modules.has('shelljs/global') ? 'shelljs' : 'global';
}

function resolveImport(specifier: TSESTree.Node): Reference | undefined {
  if (specifier.type === 'TSImportEqualsDeclaration') {
    const { moduleReference } = specifier;
    if (moduleReference.type !== 'TSExternalModuleReference') return undefined;
    return importedModule(moduleReference.expression);
  }
  const declaration = specifier.parent;
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = importedModule(declaration.source);
  switch (specifier.type) {
    case 'ImportSpecifier':
      return member(module, specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value);
    case 'ImportDefaultSpecifier':
      return member(module, 'default');
    default:
      return module;
  }
}

/** Of a variable that is assigned to more than once, as in `exec = promisify(exec)`: what all assignments come to. */
function agreed(references: readonly (Reference | undefined)[]): Reference | undefined {
  const known = references.filter((reference) => reference !== undefined);
  const last = known.at(-1);
  return known.every(({ module, member: name }) => module === last?.module && name === last.member) ? last : undefined;
}

/** A parameter is what it is unless the caller says otherwise: `(command, run = exec) => run(command)`. */
function resolveParameter(analysis: Analysis, name: TSESTree.Identifier, declared: TSESTree.Node | undefined): Reference | undefined {
  const pattern = declared?.parent;
  if (pattern?.type === 'AssignmentPattern' && pattern.left === declared) return resolveReference(analysis, pattern.right);
  return thenParameter(analysis, name, declared);
}

/** `import('x').then((x) => …)`: the parameter, or what it is taken apart into. */
function thenParameter(
  analysis: Analysis,
  name: TSESTree.Identifier,
  declared: TSESTree.Node | undefined,
): Reference | undefined {
  const path: string[] = [];
  let node = declared;
  for (; node?.parent?.type === 'Property' || node?.parent?.type === 'ObjectPattern'; node = node.parent) {
    if (node.parent.type === 'Property' && node.parent.key.type === 'Identifier') path.unshift(node.parent.key.name);
  }
  const callback = node?.parent;
  if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') return undefined;
  const call = callback.parent;
  if (callback.params[0] !== node || call.type !== 'CallExpression' || call.arguments[0] !== callback) return undefined;
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || propertyName(analysis, callee) !== 'then') return undefined;
  return path.reduce<Reference | undefined>(member, importCall(analysis, callee.object));
}

function importCall(analysis: Analysis, node: TSESTree.Node): Reference | undefined {
  const inner = unwrap(node);
  return inner.type === 'ImportExpression' ? resolveReference(analysis, inner) : undefined;
}

/** Helpers that transpilers put around `require()`; they return the module, or an object that has it as `default`. */
const INTEROP = /^_*(interop_?require_?(default|wildcard)|import(Star|Default)|toESM)\d*$/i;

function resolveCall(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.ImportExpression,
): Reference | undefined {
  if (node.type === 'ImportExpression') return importedModule(node.source, analysis);
  const [first] = node.arguments;
  if (first === undefined || first.type === 'SpreadElement') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier' && INTEROP.test(callee.name)) return resolveReference(analysis, first);
  if (isRequire(analysis, callee) || isCreatedRequire(analysis, callee)) return importedModule(first, analysis);
  if (callee.type === 'MemberExpression' && propertyName(analysis, callee) === 'bind') {
    return resolveReference(analysis, callee.object);
  }
  const called = resolveReference(analysis, callee);
  if (is(called, 'process', 'getBuiltinModule')) return importedModule(first, analysis);
  if (called !== undefined && isPromisify(called)) {
    const target = resolveReference(analysis, first);
    return target && { ...target, promisified: true };
  }
  return undefined;
}

function isPromisify(called: Reference): boolean {
  return is(called, 'util', 'promisify') || is(called, 'bluebird', 'promisify') || /^(es6-promisify|pify|util-promisify|util\.promisify)$/.test(called.module);
}

/** `createRequire(import.meta.url)`, called at once or kept in a variable. */
export function isCreatedRequire(analysis: Analysis, callee: TSESTree.Node): boolean {
  const variable = callee.type === 'Identifier' ? findVariable(analysis, callee) : undefined;
  const value = variable === undefined ? callee : assignedValues(variable)?.[0];
  const call = value === undefined ? undefined : unwrap(value);
  return call?.type === 'CallExpression' && is(resolveReference(analysis, call.callee), 'module', 'createRequire');
}

/** True when the reference is that member; the global `process` and `node:process` are one. */
export function is(reference: Reference | undefined, module: string, name: string): boolean {
  if (reference === undefined) return false;
  if (reference.module === module) return reference.member === name;
  return reference.module === 'global' && reference.member.replace(/^(globalThis|global)\./, '') === `${module}.${name}`;
}

function member(reference: Reference | undefined, name: string | undefined): Reference | undefined {
  if (reference === undefined || name === undefined) return undefined;
  if (name === 'default' && reference.member === '' && defaultIsNamespace(reference.module)) return reference;
  return { ...reference, member: reference.member === '' ? name : `${reference.member}.${name}` };
}
