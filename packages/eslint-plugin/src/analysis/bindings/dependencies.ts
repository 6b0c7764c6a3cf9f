import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { moduleName } from './module-name.js';

/** What a file takes from outside, as its scopes know it: found out without a look at its text or its tree. */
export interface Dependencies {
  /** Modules that are imported or required by a plain name. */
  readonly modules: ReadonlySet<string>;
  /** True when the file may load modules that are not in `modules`: by `import()`, a made `require`, a computed name. */
  readonly loadsMore: boolean;
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

function collect(analysis: Analysis): Dependencies {
  const modules = new Set<string>();
  const requires: TSESTree.CallExpression[] = [];
  let loadsMore = false;
  for (const statement of analysis.sourceCode.ast.body) {
    const name = importedName(statement);
    if (name !== undefined) modules.add(moduleName(name));
  }
  const globals = globalReferences(analysis);
  for (const identifier of globals.require) {
    const call = identifier.parent;
    if (call?.type !== 'CallExpression' || call.callee !== identifier) continue;
    requires.push(call);
    const [name] = call.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string') modules.add(moduleName(name.value));
    else loadsMore = true;
  }
  const { text } = analysis.sourceCode;
  const processUses = [
    ...globals.process,
    ...[...globals.globalThis, ...globals.global].flatMap((identifier) => processOf(identifier) ?? []),
  ];
  const mayAskProcess = processUses.length > 0 || modules.has('process');
  loadsMore ||= modules.has('module') || text.includes('import(') || text.includes('.require(') || (mayAskProcess && text.includes('getBuiltinModule'));
  const loadsProcess = modules.has('process') || (loadsMore && text.includes('process'));
  return { modules, loadsMore, requires, usesProcess: loadsProcess || processUses.length > 0, processUses };
}

function importedName(statement: TSESTree.ProgramStatement): string | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source.value;
  const module = statement.type === 'TSImportEqualsDeclaration' ? statement.moduleReference : undefined;
  const name = module?.type === 'TSExternalModuleReference' ? module.expression : undefined;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** `globalThis.process` of `globalThis`; where more is done with the global object, all of it. */
function processOf(identifier: TSESTree.Node): TSESTree.Node | undefined {
  const member = identifier.parent;
  if (member?.type !== 'MemberExpression' || member.object !== identifier) return undefined;
  return member.property.type === 'Identifier' && member.property.name === 'process' ? member : undefined;
}

const GLOBALS = ['global', 'globalThis', 'process', 'require'] as const;

/** Uses of the runtime's own names, which the file itself does not declare. */
function globalReferences({ sourceCode }: Analysis): Readonly<Record<(typeof GLOBALS)[number], TSESTree.Node[]>> {
  const found: Record<(typeof GLOBALS)[number], TSESTree.Node[]> = { global: [], globalThis: [], process: [], require: [] };
  const globalScope = sourceCode.scopeManager?.globalScope;
  if (globalScope === null || globalScope === undefined) return found;
  for (const { identifier } of globalScope.through) {
    const { name } = identifier;
    if (name === 'process' || name === 'require' || name === 'global' || name === 'globalThis') found[name].push(identifier);
  }
  for (const name of GLOBALS) {
    const variable = globalScope.set.get(name);
    if (variable?.defs.length === 0) found[name].push(...variable.references.map(({ identifier }) => identifier));
  }
  return found;
}
