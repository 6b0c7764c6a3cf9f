import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction } from '../syntax/functions.js';
import { some } from '../syntax/walk.js';

const STARTS = String.raw`(start(ing|ed|up)?|boot(strap)?|launch|initiali[sz]\w*|init|connect|listen|bind|load|create( \w+)? ?\w*(server|broker|service|app|application|pool|worker|cluster)\w*)`;
const FAILS = String.raw`(fail(ed|ure|s)?|unable|could ?n[o']t|cannot|can['’]t|error|problem)`;
const FAILED_START = new RegExp(String.raw`\b${STARTS}\b.*\b${FAILS}\b|\b${FAILS}\b.*\b${STARTS}\b|already in use|EADDRINUSE`, 'i');

/** True when a message right before the node, in the same block, says that the program could not start. */
export function saysThatStartFailed(analysis: Analysis, node: TSESTree.Node): boolean {
  let inner = node;
  for (const outer of ancestors(node)) {
    if (isFunction(outer)) return false;
    if (outer.type === 'BlockStatement' || outer.type === 'SwitchCase') {
      const statements: readonly TSESTree.Node[] = outer.type === 'SwitchCase' ? outer.consequent : outer.body;
      return statements.slice(0, statements.indexOf(inner)).some((statement) => mentionsFailedStart(analysis, statement));
    }
    inner = outer;
  }
  return false;
}

const STARTING = /^_?(start|listen|boot|connect|init|launch|authenticate|migrate)([A-Z]\w*|strap|iali[sz]e)?$/;

/** True in the handler of what went wrong while something was started: `start().catch(…)`, `try { await listen(); } catch { … }`. */
export function handlesFailedStart(analysis: Analysis, node: TSESTree.Node): boolean {
  for (const outer of ancestors(node)) {
    if (outer.type === 'CatchClause') return startsSomething(analysis, outer.parent.block);
    if (!isFunction(outer)) continue;
    const { parent } = outer;
    if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
    return propertyName(analysis, parent.callee) === 'catch' && parent.arguments[0] === outer && startsSomething(analysis, parent.callee.object);
  }
  return false;
}

function startsSomething(analysis: Analysis, node: TSESTree.Node): boolean {
  return some(node, analysis.sourceCode.visitorKeys, (inner) => {
    const callee = inner.type === 'CallExpression' ? inner.callee : undefined;
    const name = callee?.type === 'MemberExpression' ? callee.property : callee;
    return name?.type === 'Identifier' && STARTING.test(name.name);
  });
}

function mentionsFailedStart(analysis: Analysis, statement: TSESTree.Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  return some(statement, analysis.sourceCode.visitorKeys, (inner) => {
    const text = inner.type === 'Literal' ? inner.value : inner.type === 'TemplateElement' ? inner.value.cooked : undefined;
    return typeof text === 'string' && FAILED_START.test(text);
  });
}
