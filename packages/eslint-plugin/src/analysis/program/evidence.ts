import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { moduleName } from '../bindings/module-name.js';
import { walk } from '../syntax/walk.js';

/** What a file imports and calls, as far as it tells what kind of program the file belongs to. */
export interface Evidence {
  readonly modules: ReadonlySet<string>;
  /** Names of functions and methods that the file calls: `listen`, `createServer`, `serve`. */
  readonly calls: ReadonlySet<string>;
  readonly exportsSomething: boolean;
  /** `process.on('message')` or a `parentPort`: work comes in from a parent. */
  readonly takesMessages: boolean;
}

const cache = new WeakMap<Analysis, Evidence>();

export function evidenceOf(analysis: Analysis): Evidence {
  let evidence = cache.get(analysis);
  if (evidence === undefined) {
    evidence = collect(analysis);
    cache.set(analysis, evidence);
  }
  return evidence;
}

function collect(analysis: Analysis): Evidence {
  const modules = new Set<string>();
  const calls = new Set<string>();
  let exportsSomething = false;
  const addModule = (node: TSESTree.Node | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') modules.add(moduleName(node.value));
  };
  walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ImportExpression') addModule(node.source);
    else if (node.type === 'TSExternalModuleReference') addModule(node.expression);
    else if (node.type.startsWith('Export')) exportsSomething = true;
    else if (node.type === 'MemberExpression') exportsSomething ||= isCommonJsExport(node);
    else if (node.type === 'CallExpression') {
      const name = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
      if (name.type !== 'Identifier') return;
      calls.add(name.name);
      if (name.name === 'require') addModule(node.arguments[0]);
    }
  });
  const { text } = analysis.sourceCode;
  const takesMessages = /\bprocess\s*\.\s*(on|once|addListener)\(\s*['"]message['"]|\bparentPort\b/.test(text);
  return { modules, calls, exportsSomething, takesMessages };
}

function isCommonJsExport({ object, property }: TSESTree.MemberExpression): boolean {
  if (object.type !== 'Identifier') return false;
  return object.name === 'exports' || (object.name === 'module' && property.type === 'Identifier' && property.name === 'exports');
}
