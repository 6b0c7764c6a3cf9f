import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { type FunctionNode } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { some } from '../syntax/walk.js';

/** Names of functions that end a program or throw, by every convention. */
const ENDS = /exit|abort|kill|die|crash|fatal|panic|shut_?down|terminate|graceful|stop|close|quit|end$|rethrow|throw|fail|reject|bail|teardown|clean_?up|dispose|disconnect|destroy|restart|handle|onError|emit/i;
/** Names of functions that only tell somebody. */
const REPORTS = /^(log|warn|error|info|debug|trace|print|report|notify|capture\w*|record\w*|track\w*|write|inc(rement)?|push|add|send|set|get|toString|stringify|String|Error|inspect|format|count|fatal|critical|alert|dir|table|call|apply|map|join)$/i;

/**
 * True when the function may end the process, throw, or hand over to something that might: what another file does is
 * not known, and so not blamed.
 */
export function mayEndProcess(analysis: Analysis, handler: TSESTree.Node, seen = new Set<FunctionNode>()): boolean {
  const owner = calledFunction(analysis, { callee: handler });
  if (owner === undefined) return !isLogger(analysis, handler);
  if (seen.has(owner)) return false;
  seen.add(owner);
  return some(owner.body, analysis.sourceCode.visitorKeys, (node) => {
    if (node.type === 'ThrowStatement') return true;
    return node.type === 'CallExpression' && mayEnd(analysis, node, seen);
  });
}

function mayEnd(analysis: Analysis, call: TSESTree.CallExpression, seen: Set<FunctionNode>): boolean {
  if (calledFunction(analysis, call) !== undefined) return mayEndProcess(analysis, call.callee, seen);
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(analysis, callee) : callee.type === 'Identifier' ? callee.name : undefined;
  if (name === undefined) return true;
  if (isLogger(analysis, callee)) return false;
  if (REPORTS.test(name)) return false;
  // A method of something unknown that is not named for ending anything does what it says; an unknown function may do all.
  return ENDS.test(name) || callee.type === 'Identifier';
}

/** `console.error`, `logger.fatal`, `Sentry.captureException` */
function isLogger(analysis: Analysis, node: TSESTree.Node): boolean {
  const callee = unwrap(node);
  const reference = resolveReference(analysis, callee);
  if (reference?.module === 'global' && reference.member.startsWith('console.')) return true;
  if (callee.type !== 'MemberExpression') return false;
  return /(^|\.)_?(console|log(ger|ging)?|winston|pino|bunyan|sentry|raven|bugsnag|rollbar|newrelic|metrics|stats|span|debug)$/i.test(analysis.sourceCode.getText(callee.object));
}
