import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { enclosingFunction, type FunctionNode, isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { isWithin, some, walk } from '../syntax/walk.js';
import { processExits } from './exits.js';

/** `send` and `findAll` end nothing, whatever letters they have. */
const CLEANS_UP =
  /([cC]lose|[sS]top|[sS]hut_?[dD]own|[dD]rain|[dD]isconnect|[dD]estroy|[cC]lean|[dD]ispose|[qQ]uit|[tT]erminate|[tT]ear_?[dD]own|[fF]lush|[fF]inish|[kK]ill|[eE]xit|[rR]elease|[uU]nsubscribe|[dD]eregister|[sS]ave|[pP]ersist)|^(end|sync)([A-Z]|$)|End([A-Z]|$)|^all(Settled)?$/;

/** True when the name of the called function says that it ends or saves something. */
export function isCleanUpCall(node: TSESTree.Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression') return false;
  const name = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return name.type === 'Identifier' && CLEANS_UP.test(name.name) && name.name !== 'closed';
}

/** True when the node comes after an awaited clean-up of its own function. */
export function followsAwaitedCleanUp(analysis: Analysis, node: TSESTree.Node): boolean {
  return followsAwait(analysis, node, containsCleanUp);
}

/** True when the node comes after its own function has waited for the end of what takes work. */
export function followsAwaitedDrain(analysis: Analysis, node: TSESTree.Node): boolean {
  return followsAwait(analysis, node, containsDrain);
}

function followsAwait(analysis: Analysis, node: TSESTree.Node, of: (analysis: Analysis, node: TSESTree.Node) => boolean): boolean {
  const owner = enclosingFunction(node);
  if (owner?.async !== true) return false;
  return some(owner.body, analysis.sourceCode.visitorKeys, (candidate) => {
    if (candidate.type !== 'AwaitExpression' || candidate.range[1] > node.range[0]) return false;
    return enclosingFunction(candidate) === owner && !isOnOtherBranch(candidate, node) && of(analysis, candidate.argument);
  });
}

/** `if (stop) await close(); else process.exit();` */
function isOnOtherBranch(candidate: TSESTree.Node, node: TSESTree.Node): boolean {
  return [...ancestors(candidate)].some((outer) => outer.type === 'IfStatement' && isWithin(candidate, outer.consequent) && outer.alternate !== null && isWithin(node, outer.alternate));
}

/** `if (server) server.close(() => process.exit()); else process.exit();`, `if (!server) process.exit();` */
export function hasNothingToClose(analysis: Analysis, node: TSESTree.Node): boolean {
  let inner = node;
  for (const outer of ancestors(node)) {
    if (isFunction(outer)) return false;
    if (outer.type === 'IfStatement') {
      const { test } = outer;
      if (outer.alternate === inner && drainsWhatIsAsked(analysis, outer)) return true;
      if (outer.consequent === inner && IDLE.test(analysis.sourceCode.getText(test))) return true;
      if (outer.consequent === inner && test.type === 'UnaryExpression' && test.operator === '!' && SERVER.test(analysis.sourceCode.getText(test.argument)) && !isChoice(test.argument)) return true;
    }
    inner = outer;
  }
  return false;
}

/** `args.server`, `options.app`: what somebody has asked for, as opposed to what there is. */
function isChoice(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && /^(arg|opt|conf|param|flag|setting)/i.test(node.object.name);
}

/** `if (server) server.close();`, as opposed to `if (url === '/stop') response.end();` */
function drainsWhatIsAsked(analysis: Analysis, { test, consequent }: TSESTree.IfStatement): boolean {
  const asked = analysis.sourceCode.getText(test);
  return some(consequent, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'MemberExpression' || !DRAINS.test(calledName(inner))) return false;
    return asked.includes(analysis.sourceCode.getText(inner.callee.object));
  });
}

/** `!busy`, `jobs.size === 0`, `now - lastUse > IDLE_MS`: nothing is under way. */
const IDLE = /\b_?(idle|last_?(use|activ))|^!\s*(this\.)?[#_]?(is)?(busy|working|processing|active\w*|pending\w*|current\w*|cycle|job|task|build)$|\b(active|pending|running|inflight|in_flight|open|jobs|requests|connections|busy|children|clients|players|sessions|sockets|subscribers|users|viewers|tasks)\w*(\.size|\.length)?\s*(===?\s*0|<=?\s*0|<\s*1)\b/i;

const SERVER = /(^|[._])(\w*[sS]erver|app)$/;

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

/** Names of what only lets time pass. */
export const PAUSES = /\b(sleep|delay|wait|timeout|setTimeout)\b/i;

/** True when the node comes after any `await` of its own function that is more than a pause. */
export function followsAnyAwait(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  if (owner?.async !== true) return false;
  return some(owner.body, analysis.sourceCode.visitorKeys, (candidate) => {
    if (candidate.type !== 'AwaitExpression' || candidate.range[1] > node.range[0] || enclosingFunction(candidate) !== owner || isOnOtherBranch(candidate, node)) return false;
    return !PAUSES.test(analysis.sourceCode.getText(candidate.argument));
  });
}

/** `if (stopping) process.exit(1); stopping = true; server.close();`: a second signal forces what the first has begun. */
export function isForced(analysis: Analysis, node: TSESTree.Node, owner: FunctionNode): boolean {
  for (const parent of ancestors(node)) {
    if (parent === owner) return false;
    if (parent.type === 'IfStatement' && isSetIn(analysis, parent.test, owner)) return true;
  }
  return false;
}

/** True when the function itself changes something that the test looks at. */
function isSetIn(analysis: Analysis, test: TSESTree.Node, owner: FunctionNode): boolean {
  const text = analysis.sourceCode.getText(test);
  return some(owner.body, analysis.sourceCode.visitorKeys, (node) => {
    const changed = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    return changed !== undefined && text.includes(analysis.sourceCode.getText(changed));
  });
}

const DRAINS = /close|stop|shut_?down|drain|disconnect|quit|terminate|tear_?down|dispose|^end$|_end$/i;

/** True when something at or below the node ends the taking of work, which is more than ending a child. */
export function containsDrain(analysis: Analysis, node: TSESTree.Node): boolean {
  return some(node, analysis.sourceCode.visitorKeys, (inner) => inner.type === 'CallExpression' && DRAINS.test(calledName(inner)));
}

/** True when what has been awaited before the node is the end of the program's own server, or called a shutdown. */
export function endsProgram(analysis: Analysis, owner: FunctionNode, node: TSESTree.Node): boolean {
  return some(owner.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'AwaitExpression' || inner.range[1] > node.range[0] || isOnOtherBranch(inner, node)) return false;
    return /server|\bapp\b|fastify|\bhttps?\b|bot\b|broker|shut_?down|graceful|tear_?down|stop(All|Everything)?\(|close(All)?\(|quit\(|disconnect\(|drain/i.test(analysis.sourceCode.getText(inner.argument));
  });
}

/** True when something at or below the node is a clean-up call. */
export function containsCleanUp(analysis: Analysis, node: FunctionNode | TSESTree.Node): boolean {
  return some(node, analysis.sourceCode.visitorKeys, (inner) => {
    return isCleanUpCall(inner) && !/^exit$/.test(calledName(inner));
  });
}

function calledName({ callee }: TSESTree.CallExpression): string {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}
