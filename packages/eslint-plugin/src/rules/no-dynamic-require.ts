import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { mentions } from '../analysis/mentions.js';
import { dependenciesOf } from '../analysis/bindings/dependencies.js';
import { importsByName } from '../analysis/bindings/imports-by-name.js';
import { loadedSpecifier } from '../analysis/program/loads.js';
import { runsPerRequest } from '../analysis/program/request.js';
import { programRole } from '../analysis/program/role.js';
import { nodesOf } from '../analysis/syntax/nodes.js';
import { some } from '../analysis/syntax/walk.js';
import { isFixed } from '../analysis/values/fixed.js';
import { runtimeParts } from '../analysis/values/runtime-parts.js';
import { docsUrl, type Rule } from '../rule.js';

type MessageIds = 'dynamic' | 'everNew' | 'perRequest';

export const noDynamicRequire: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow loading modules by names that are only known at run time',
      url: docsUrl('no-dynamic-require'),
    },
    schema: [],
    messages: {
      dynamic:
        '`{{value}}` decides which code this process runs, and each new path stays in the module cache for ever. Choose from a fixed table: `{ png: () => import(\'./png.js\') }`.',
      everNew:
        'Each call loads the module anew under another name, and the module cache keeps every one of them: the memory of the process grows until it dies. Load it once, or run it in a process of its own.',
      perRequest:
        'A request decides which code this process runs, and each new path stays in the module cache for ever. Choose from a fixed table: `{ png: () => import(\'./png.js\') }`.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!(mentions(analysis, 'quire(') || mentions(analysis, 'mport(')) || !loadsDynamically(analysis)) return {};
    return {
      'Program:exit'() {
        for (const node of loads(analysis)) {
          const specifier = loadedSpecifier(analysis, node);
          if (specifier === undefined || /^(Literal)$/.test(specifier.type)) continue;
          const messageId = verdict(analysis, node, specifier);
          if (messageId === undefined) continue;
          const [first] = runtimeParts(analysis, specifier);
          context.report({ node, messageId, data: { value: context.sourceCode.getText(first ?? specifier).slice(0, 40) } });
        }
      },
    };
  },
};

/** Calls that may load a module. A `require` that was made is a name like any other, and found among all calls. */
function loads(analysis: Analysis): (TSESTree.CallExpression | TSESTree.ImportExpression)[] {
  const { modules, requires } = dependenciesOf(analysis);
  const calls = modules.has('module') ? nodesOf(analysis, 'CallExpression') : requires;
  return [...calls, ...importsByName(analysis)];
}

/** False where each name is one plain text, which is most files: there is no need to look at the tree. */
function loadsDynamically(analysis: Analysis): boolean {
  const { modules, requires } = dependenciesOf(analysis);
  // `createRequire` gives a `require` of any name.
  if (modules.has('module') || requires.some(({ arguments: [name] }) => name?.type !== 'Literal')) return true;
  return importsByName(analysis).length > 0;
}

function verdict(analysis: Analysis, node: TSESTree.Node, specifier: TSESTree.Node): MessageIds | undefined {
  const isNew = isEverNew(analysis, specifier);
  if (!isNew && isFixed(analysis, specifier)) return undefined;
  // What kind of program it is takes longest to find out, and most names are fixed.
  const role = programRole(analysis);
  if (role === 'test') return undefined;
  if (isNew) return role === 'cli' ? undefined : 'everNew';
  if (runsPerRequest(analysis, node)) return 'perRequest';
  return role === 'cli' ? undefined : 'dynamic';
}

/** `import(file + '?t=' + Date.now())` */
function isEverNew(analysis: Analysis, specifier: TSESTree.Node): boolean {
  return some(specifier, analysis.sourceCode.visitorKeys, (node) => {
    return node.type === 'CallExpression' && /^(Date\.now|Math\.random|(crypto\.)?randomUUID|performance\.now)$/.test(analysis.sourceCode.getText(node.callee));
  });
}
