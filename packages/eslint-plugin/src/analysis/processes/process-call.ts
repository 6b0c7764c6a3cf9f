import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once, type Variable } from '../analysis.js';
import { propertyValue } from '../bindings/property-values.js';
import { propertyName, type Reference, resolveReference } from '../bindings/reference.js';
import { calledFunction } from '../bindings/called-function.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { isFunction } from '../syntax/functions.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { possibleLists } from '../values/possible-lists.js';
import { objectLiteral } from '../options/object.js';
import { directCalls } from './direct-calls.js';
import { mentionsProcesses, METHODS, type ProcessFunction, processFunction } from './catalogue.js';

/** A call that starts a process, its arguments told apart. */
export interface ProcessCall {
  readonly node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;
  readonly reference: Reference;
  readonly starts: ProcessFunction;
  /** The command, file or module; absent for a template. */
  readonly target?: TSESTree.Node;
  readonly args?: TSESTree.Node;
  readonly options?: TSESTree.Node;
  readonly callback?: TSESTree.Node;
}

/** All calls of the file that start a process. */
export function processCalls(analysis: Analysis): readonly ProcessCall[] {
  return once(analysis, collect);
}

function collect(analysis: Analysis): ProcessCall[] {
  if (!mentionsProcesses(analysis)) return [];
  const nodes = directCalls(analysis) ?? allCalls(analysis);
  return nodes.flatMap((node) => processCall(analysis, node) ?? []);
}

function allCalls(analysis: Analysis): ProcessCall['node'][] {
  const calls = nodesOf(analysis, 'CallExpression').filter(({ callee }) => couldStart(analysis, callee));
  return [...calls, ...nodesOf(analysis, 'TaggedTemplateExpression')];
}

/** False for methods that no process is started by, whatever they are called on: the many, told at once. */
function couldStart(analysis: Analysis, callee: TSESTree.Node): boolean {
  if (callee.type === 'Identifier') return nameCouldStart(analysis, callee);
  if (callee.type !== 'MemberExpression' || callee.computed) return true;
  const { object, property } = callee;
  if (property.type !== 'Identifier' || METHODS.has(property.name) || /^(call|apply|default)$/.test(property.name)) return true;
  return object.type === 'ThisExpression' || object.type === 'Identifier' ? propertyValue(analysis, callee, property.name) !== undefined : false;
}

/** One look at each variable, however often it is called. */
function nameCouldStart(analysis: Analysis, name: TSESTree.Identifier): boolean {
  const variable = findVariable(analysis, name);
  if (variable === undefined) return processFunction(resolveReference(analysis, name)) !== undefined;
  if (/^(FunctionName|ClassName)$/.test(variable.defs[0]!.type)) return false;
  const known = once(analysis, startingVariables);
  let could = known.get(variable);
  if (could === undefined) {
    could = processFunction(resolveReference(analysis, name)) !== undefined;
    known.set(variable, could);
  }
  return could;
}

function startingVariables(): Map<Variable, boolean> {
  return new Map();
}

const cache = new WeakMap<TSESTree.Node, ProcessCall | null>();

/** What process a call starts, or `undefined` when it starts none that is known. */
export function processCall(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
): ProcessCall | undefined {
  let call = cache.get(node);
  if (call === undefined) {
    call = classify(analysis, node) ?? null;
    cache.set(node, call);
  }
  return call ?? undefined;
}

function classify(analysis: Analysis, node: ProcessCall['node']): ProcessCall | undefined {
  if (node.type === 'TaggedTemplateExpression') return classifyTemplate(analysis, node);
  const { callee, args } = calledWith(analysis, node);
  const reference = resolveReference(analysis, callee);
  const starts = processFunction(reference);
  if (reference === undefined || starts === undefined || starts.takes === 'template') return undefined;
  const [target, ...rest] = args;
  if (target === undefined || target.type === 'SpreadElement') return undefined;
  const call: { -readonly [K in keyof ProcessCall]: ProcessCall[K] } = { node, reference, starts, target };
  if (starts.callback && rest.length > 0 && isCallback(analysis, rest)) call.callback = rest.pop()!;
  if (starts.takes !== 'command' && rest.length > 0 && objectLiteral(analysis, rest[0]!) === undefined) call.args = rest.shift()!;
  if (rest.length > 0) call.options = rest[0]!;
  return call;
}

/** What is called with what, also through `spawn.call(null, …)` and `spawn.apply(null, [ … ])`. */
function calledWith(analysis: Analysis, { callee, arguments: args }: TSESTree.CallExpression): { callee: TSESTree.Node; args: TSESTree.Node[] } {
  const inner = unwrap(callee);
  const how = inner.type === 'MemberExpression' && args.length > 1 ? propertyName(analysis, inner) : undefined;
  if (inner.type !== 'MemberExpression' || (how !== 'call' && how !== 'apply')) return { callee, args };
  if (how === 'call') return { callee: inner.object, args: args.slice(1) };
  const [list] = possibleLists(analysis, args[1]!);
  return list === undefined ? { callee, args } : { callee: inner.object, args: [...list] };
}

/** A template may be tagged with `$` itself or with what `$({ … })` returns. */
function classifyTemplate(analysis: Analysis, node: TSESTree.TaggedTemplateExpression): ProcessCall | undefined {
  const tag = unwrap(node.tag);
  const configured = tag.type === 'CallExpression';
  const reference = resolveReference(analysis, configured ? tag.callee : tag);
  const known = processFunction(reference);
  // execa's functions are tags, too.
  const isTag = known?.takes === 'template' || (known?.takes === 'file' && reference?.module === 'execa');
  if (reference === undefined || known === undefined || !isTag) return undefined;
  const starts: ProcessFunction = { ...known, takes: 'template' };
  const options = configured ? tag.arguments[0] : undefined;
  return { node, reference, starts, ...(options === undefined ? {} : { options }) };
}

const OPTIONS_NAME = /opt|conf|env|setting|param|args|argv|list/i;

/** The last argument is a callback unless it is, or is named like, options or a list of arguments. */
function isCallback(analysis: Analysis, rest: readonly TSESTree.Node[]): boolean {
  const last = unwrap(rest.at(-1)!);
  if (isFunction(last) || calledFunction(analysis, { callee: last }) !== undefined) return true;
  // `logged('what')`, which gives one
  if (last.type === 'CallExpression') return isFunction(calledFunction(analysis, last)?.body);
  if (objectLiteral(analysis, last) !== undefined) return false;
  if (last.type === 'MemberExpression') return !OPTIONS_NAME.test(analysis.sourceCode.getText(last));
  return last.type === 'Identifier' && !OPTIONS_NAME.test(last.name) && !holdsArray(analysis, last);
}

function holdsArray(analysis: Analysis, name: TSESTree.Identifier): boolean {
  const variable = findVariable(analysis, name);
  return (variable && assignedValues(variable))?.some((value) => unwrap(value).type === 'ArrayExpression') === true;
}
