import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction } from '../syntax/functions.js';
import { functionUses } from '../values/parameters.js';
import { constantString } from '../values/constant.js';
import { isOwnChannel } from './request.js';

/** `if (process.ppid === 1)`, `if (!process.connected)`: nobody is left to work for. */
export function hasLostItsParent(analysis: Analysis, node: TSESTree.Node): boolean {
  for (const parent of ancestors(node)) {
    if (parent.type === 'CatchClause' && onlySends(analysis, parent.parent.block)) return true;
    // `if (Object.keys(cluster.workers).length === 0)`: they have all ended.
    if (parent.type === 'IfStatement' && /\bworkers\b/.test(analysis.sourceCode.getText(parent.test))) return true;
    if (parent.type === 'IfStatement' && /\bppid\b|\bconnected\b/.test(analysis.sourceCode.getText(parent.test))) return true;
    if (isOrder(analysis, parent)) return true;
  }
  return false;
}

/** `try { process.send(…) } catch { … }`, `try { process.kill(parent, 0) } catch { … }` */
function onlySends(analysis: Analysis, { body }: TSESTree.BlockStatement): boolean {
  return body.length === 1 && /\bprocess\.(send|kill)\(/.test(analysis.sourceCode.getText(body[0]));
}

/** A word of an order, in quotes or as a member of somebody's constants: `'shutdown'`, `ACTION.EXIT_PROCESS`. */
const ORDERS = /['"`]\w*(die|exit|stop|shut_?down|kill|quit|term|close|disconnect|end|cancel|abort)\w*['"`]|\.[A-Z_]*(EXIT|STOP|SHUT_?DOWN|KILL|QUIT|TERMINATE|CLOSE|DISCONNECT)[A-Z_]*\b/i;

/** `if (message === 'shutdown')`, `case 'stop':` in a handler of the parent's messages: the parent wants it to end. */
function isOrder(analysis: Analysis, node: TSESTree.Node): boolean {
  const test = node.type === 'IfStatement' || node.type === 'SwitchCase' ? node.test : null;
  if (test === null || !ORDERS.test(analysis.sourceCode.getText(test))) return false;
  for (const parent of ancestors(node)) {
    if (!isFunction(parent)) continue;
    const use = functionUses(analysis, parent)?.[0] ?? parent;
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] === undefined) continue;
    if (isOwnChannel(call.callee) && constantString(analysis, call.arguments[0]) === 'message') return true;
  }
  return false;
}
