import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { moduleName } from '../bindings/module-name.js';
import { nodesOf } from '../syntax/nodes.js';

/** What a file imports and calls, as far as it tells what kind of program the file belongs to. */
export interface Evidence {
  readonly modules: ReadonlySet<string>;
  /** Names of functions and methods that the file calls: `listen`, `createServer`, `serve`. */
  readonly calls: ReadonlySet<string>;
  readonly exportsSomething: boolean;
  /** `process.on('message')` or a `parentPort`: work comes in from a parent. */
  readonly takesMessages: boolean;
}

export function evidenceOf(analysis: Analysis): Evidence {
  return once(analysis, collect);
}

function collect(analysis: Analysis): Evidence {
  const modules = new Set<string>();
  const calls = new Set<string>();
  const addModule = (node: TSESTree.Node | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') modules.add(moduleName(node.value));
  };
  for (const { source } of [...nodesOf(analysis, 'ImportDeclaration'), ...nodesOf(analysis, 'ImportExpression')]) addModule(source);
  for (const { expression } of nodesOf(analysis, 'TSExternalModuleReference')) addModule(expression);
  for (const { callee, arguments: args } of nodesOf(analysis, 'CallExpression')) {
    const name = callee.type === 'MemberExpression' ? callee.property : callee;
    if (name.type !== 'Identifier') continue;
    calls.add(name.name);
    if (name.name === 'require') addModule(args[0]);
  }
  const { ast, text } = analysis.sourceCode;
  const exportsSomething = ast.body.some(({ type }) => type.startsWith('Export')) || nodesOf(analysis, 'MemberExpression').some(isCommonJsExport);
  const takesMessages = /\bprocess\s*\.\s*(on|once|addListener)\(\s*['"]message['"]|\bparentPort\b/.test(text);
  return { modules, calls, exportsSomething, takesMessages };
}

function isCommonJsExport({ object, property }: TSESTree.MemberExpression): boolean {
  if (object.type !== 'Identifier') return false;
  return object.name === 'exports' || (object.name === 'module' && property.type === 'Identifier' && property.name === 'exports');
}
