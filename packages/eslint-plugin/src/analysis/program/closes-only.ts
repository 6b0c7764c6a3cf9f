import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { enclosingFunction, type FunctionNode, isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { isWithin, some, walk } from '../syntax/walk.js';
import { calledName, containsCleanUp } from './clean-up.js';
import { processExits } from './exits.js';

/** What the program listens with, by its name. */
export const SERVER = /(^|[._])(\w*[sS]erver|app)$/;

/**
 * `server.close(); await database.end(); process.exit()`: what is waited for is not the server, whose `close()` only begins to
 * close. In a `catch` clause the shutdown has failed, and there is nothing left to wait for.
 */
export function closesServerOnly(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  if (owner === undefined || [...ancestors(node)].some(({ type, range }) => type === 'CatchClause' && range[0] > owner.range[0])) return false;
  const { sourceCode } = analysis;
  const server = closedServer(analysis, owner, node);
  if (server === undefined) return false;
  return !some(owner.body, sourceCode.visitorKeys, (inner) => {
    return inner.type === 'AwaitExpression' && inner.range[1] <= node.range[0] && sourceCode.getText(inner.argument).includes(server);
  });
}

/** The server that a statement of the function tells to close, without waiting for it, before the node. */
function closedServer(analysis: Analysis, owner: FunctionNode, node: TSESTree.Node): string | undefined {
  let server: string | undefined;
  walk(owner.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (isFunction(inner) || inner.range[0] >= node.range[0]) return false;
    if (inner.type !== 'ExpressionStatement') return true;
    const call = unwrap(inner.expression);
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || calledName(call) !== 'close') return true;
    const text = analysis.sourceCode.getText(call.callee.object);
    // In another branch, or with a callback that goes on from there, it is another way to the end.
    const isOnTheWay = isWithin(node, inner.parent) && !call.arguments.some((callback) => containsCleanUp(analysis, callback) || endsProcess(analysis, callback));
    if (SERVER.test(text) && isOnTheWay) server = text;
    return false;
  });
  return server;
}

function endsProcess(analysis: Analysis, callback: TSESTree.Node): boolean {
  return processExits(analysis).some((exit) => isWithin(exit, callback));
}
