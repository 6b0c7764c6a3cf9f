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
  for (const identifier of globalReferences(analysis, ['require'])) {
    const call = identifier.parent;
    if (call?.type !== 'CallExpression' || call.callee !== identifier) continue;
    requires.push(call);
    const [name] = call.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string') modules.add(moduleName(name.value));
    else loadsMore = true;
  }
  loadsMore ||= modules.has('module') || /import\(|getBuiltinModule/.test(analysis.sourceCode.text);
  const usesProcess = modules.has('process') || globalReferences(analysis, ['process', 'globalThis', 'global']).length > 0;
  return { modules, loadsMore, requires, usesProcess };
}

function importedName(statement: TSESTree.ProgramStatement): string | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source.value;
  const module = statement.type === 'TSImportEqualsDeclaration' ? statement.moduleReference : undefined;
  const name = module?.type === 'TSExternalModuleReference' ? module.expression : undefined;
  return name?.type === 'Literal' ? String(name.value) : undefined;
}

/** Uses of names that the file itself does not declare. */
function globalReferences({ sourceCode }: Analysis, names: readonly string[]): TSESTree.Node[] {
  const globalScope = sourceCode.scopeManager?.globalScope;
  if (globalScope === null || globalScope === undefined) return [];
  const found = globalScope.through.filter(({ identifier }) => names.includes(identifier.name as string)).map(({ identifier }) => identifier);
  for (const name of names) {
    const variable = globalScope.set.get(name);
    if (variable?.defs.length === 0) found.push(...variable.references.map(({ identifier }) => identifier));
  }
  return found;
}
