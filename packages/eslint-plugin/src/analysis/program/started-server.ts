import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { dependenciesOf } from '../bindings/dependencies.js';
import { propertyName } from '../bindings/reference.js';
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js';
import { nameOf } from '../syntax/call-name.js';
import { functionUses } from '../values/parameters.js';
import { evidenceOf } from './evidence.js';
import { SERVES } from './frameworks.js';
import { programRole } from './role.js';

/** Packages that handle signals themselves, and local files whose name says that they do. */
const HANDLES_SIGNALS =
  /shutdown|graceful|terminus|signal|lifecycle|stoppable|exit-hook|death|http-terminator|lightship|@childproof\/|tini|cluster|(^|\/)(exit|cleanup|clean-up|process)(\.[cm]?[jt]s)?$/i;

/** The `listen()` with which the file, run as a program, starts a server that nobody shuts down. */
export function startedServer(analysis: Analysis): TSESTree.Node | undefined {
  // A file that a shell starts is mostly ended by hand, too.
  if (!couldServe(analysis) || analysis.sourceCode.text.startsWith('#!')) return undefined;
  if ([...evidenceOf(analysis).modules].some((module) => HANDLES_SIGNALS.test(module))) return undefined;
  const listen = listenCalls(analysis).find((call) => isListen(analysis, call) && runsAtStart(analysis, call, new Set()));
  if (listen === undefined || programRole(analysis) !== 'server') return undefined;
  return nameOf(listen);
}

/** A file that imports nothing that it could serve with need not be looked at. */
function couldServe(analysis: Analysis): boolean {
  const { modules, loadsMore } = dependenciesOf(analysis);
  if (loadsMore) return true;
  return [...modules].some((module) => module.startsWith('.') || SERVES.test(module));
}

/** Calls of a method of that name, found by the text: to walk through the tree takes far longer. */
function listenCalls({ sourceCode }: Analysis): TSESTree.CallExpression[] {
  return Array.from(sourceCode.text.matchAll(/(?<=\.\s*)listen\s*\(/g)).flatMap(({ index }) => {
    const call = sourceCode.getNodeByRangeIndex(index)?.parent?.parent;
    return call?.type === 'CallExpression' ? [call] : [];
  });
}

/** `server.listen(…)` of a server, not of a mock or a queue; a port of 0 is a test's or a helper's. */
function isListen(analysis: Analysis, { callee, arguments: args }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || propertyName(analysis, callee) !== 'listen') return false;
  const [port] = args;
  return !(port?.type === 'Literal' && port.value === 0);
}

/** True for code that runs when the file is loaded: at the top, or in a function that is called from there. */
function runsAtStart(analysis: Analysis, node: TSESTree.Node, seen: Set<FunctionNode>): boolean {
  const owner = enclosingFunction(node);
  if (owner === undefined) return true;
  if (seen.has(owner)) return false;
  seen.add(owner);
  const { parent } = owner;
  if (parent.type === 'CallExpression') return runsAtStart(analysis, parent, seen);
  return (functionUses(analysis, owner) ?? []).some((use) => use.parent?.type === 'CallExpression' && use.parent.callee === use && runsAtStart(analysis, use.parent, seen));
}
