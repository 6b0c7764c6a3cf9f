import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { mentionsProcess } from '../mentions.js';
import { moduleName } from './module-name.js';

/** What a file takes from outside, as its scopes know it: found out without a walk through its tree. */
export interface Dependencies {
  /** Modules that are imported or required by a plain name. */
  readonly modules: ReadonlySet<string>;
  /** True when the file may load modules that are not in `modules`: by `import()`, a made `require`, a computed name. */
  readonly loadsMore: boolean;
  /** True when the text has an `import()`. */
  readonly importsLater: boolean;
  /** Calls of the runtime's own `require`. */
  readonly requires: readonly TSESTree.CallExpression[];
  /** True when the file uses the process, as a global or as a module. */
  readonly usesProcess: boolean;
  /** The uses of the global: `process`, `globalThis.process`. */
  readonly processUses: readonly TSESTree.Node[];
}

export function dependenciesOf(analysis: Analysis): Dependencies {
  return once(analysis, collect);
}

/** True when the file uses the process, as a global or as a module. */
export function usesProcess(analysis: Analysis): boolean {
  return mentionsProcess(analysis) && dependenciesOf(analysis).usesProcess;
}

function collect(analysis: Analysis): Dependencies {
  const modules = new Set<string>();
  const requires: TSESTree.CallExpression[] = [];
  let loadsMore = false;
  for (const statement of analysis.ast.body) {
    const name = importedName(statement);
    if (name !== undefined) modules.add(moduleName(name));
  }
  const globals = globalReferences(analysis);
  for (const identifier of globals.require) {
    const call = identifier.parent;
    if (call?.type !== 'CallExpression' || call.callee !== identifier) {
      loadsMore ||= call?.type === 'MemberExpression'; // `require.main.require('x')`
      continue;
    }
    requires.push(call);
    const [name] = call.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string') modules.add(moduleName(name.value));
    else loadsMore = true;
  }
  const { text } = analysis.sourceCode;
  const processUses = globals.process;
  for (const identifier of globals.objects) {
    const name = memberOf(identifier);
    if (name === 'process') processUses.push(identifier.parent!);
    else loadsMore ||= name === 'require';
  }
  const importsLater = importsInCode(analysis);
  loadsMore ||=
    importsLater ||
    modules.has('module') ||
    ((modules.has('electron') || modules.has('@electron/remote')) && text.includes('.require(')) ||
    ((modules.has('process') || processUses.some(mayLoadByProcess)) && /getBuiltinModule|mainModule/.test(text));
  const loadsProcess = modules.has('process') || (loadsMore && NAMES_PROCESS.test(text));
  return { modules, loadsMore, importsLater, requires, usesProcess: loadsProcess || processUses.length > 0, processUses };
}

/** The module's name in quotes; in backquotes it is mostly meant for a reader. */
export const NAMES_PROCESS = /['"](node:)?process['"]/;

/** True for an `import()` that is not in a comment, where the types of JavaScript are written with it. */
function importsInCode({ sourceCode }: Analysis): boolean {
  const { text } = sourceCode;
  // Six characters of `import(`, by which V8 finds it in half the time.
  let at = text.indexOf('mport(');
  if (at === -1) return false;
  for (const { range } of sourceCode.getAllComments()) {
    if (at < range[0]) return true;
    if (at < range[1]) at = text.indexOf('mport(', range[1]);
    if (at === -1) return false;
  }
  return true;
}

function importedName(statement: TSESTree.ProgramStatement): string | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source.value;
  const module = statement.type === 'TSImportEqualsDeclaration' ? statement.moduleReference : undefined;
  const name = module?.type === 'TSExternalModuleReference' ? module.expression : undefined;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** `process` of `globalThis.process`. */
function memberOf(object: TSESTree.Node): string | undefined {
  const member = object.parent;
  if (member?.type !== 'MemberExpression' || member.object !== object) return undefined;
  return member.property.type === 'Identifier' ? member.property.name : undefined;
}

/** `process.getBuiltinModule`, `process.mainModule.require`, or a process that goes by another name. */
function mayLoadByProcess(use: TSESTree.Node): boolean {
  const name = memberOf(use);
  return name === undefined || name === 'getBuiltinModule' || name === 'mainModule';
}

/** Uses of the runtime's own names, which the file itself does not declare. */
interface GlobalReferences {
  readonly process: TSESTree.Node[];
  readonly require: TSESTree.Node[];
  /** Objects that have one of these: `globalThis.process`, `module.require`, `window.require` in Electron. */
  readonly objects: TSESTree.Node[];
}

const OBJECTS = ['global', 'globalThis', 'module', 'window'] as const;

function globalReferences({ sourceCode }: Analysis): GlobalReferences {
  const found: GlobalReferences = { process: [], require: [], objects: [] };
  const globalScope = sourceCode.scopeManager?.globalScope;
  if (globalScope === null || globalScope === undefined) return found;
  for (const { identifier } of globalScope.through) {
    const { name } = identifier;
    // Compared one by one: a parser's names are pieces of the text, and to look one up in a table takes far longer.
    if (name === 'process' || name === 'require') found[name].push(identifier);
    else if (name === 'global' || name === 'globalThis' || name === 'module' || name === 'window') found.objects.push(identifier);
  }
  addDeclared(globalScope, 'process', found.process);
  addDeclared(globalScope, 'require', found.require);
  for (const name of OBJECTS) addDeclared(globalScope, name, found.objects);
  return found;
}

/** Uses of another global name, which the file itself does not declare. */
export function usesOfGlobal({ sourceCode }: Analysis, name: string): TSESTree.Node[] {
  const globalScope = sourceCode.scopeManager?.globalScope;
  if (globalScope === null || globalScope === undefined) return [];
  const found: TSESTree.Node[] = globalScope.through.filter(({ identifier }) => identifier.name === name).map(({ identifier }) => identifier);
  addDeclared(globalScope, name, found);
  return found;
}

/** Of a name that the configuration declares as a global. */
function addDeclared(globalScope: TSESLint.Scope.Scope, name: string, found: TSESTree.Node[]): void {
  const variable = globalScope.set.get(name);
  if (variable?.defs.length === 0) for (const { identifier } of variable.references) found.push(identifier);
}
