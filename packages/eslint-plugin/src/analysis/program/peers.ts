import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedToProperty } from '../bindings/property-values.js';
import { propertyName } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { functionUses } from '../values/parameters.js';
import { constantString } from '../values/constant.js';
import { isNodeType, typeOf } from '../values/type-information.js';

const PEER =
  /(^|[._])(\w*(pool|redis|mongo|mongoose|mongodb|database|db|knex|sequelize|amqp|rabbit|mqtt|nats|kafka|broker)\w*|\w*client|conn|connection|channel|consumer|producer|publisher|subscriber|pub|sub|queue)$/i;
const MAKES_PEER = /(^|\.)(Pool|Redis|IORedis|MongoClient|Client|createClient|createPool|createBot)$/;
/** What comes of these may go away at any time. */
const CONNECTS = /(^|\.)(W3CWebSocket|ReconnectingWebSocket|WebSocket|EventSource|Socket|connect|connectAsync|createConnection|io)$/;

/** A database, a cache, a broker: that the connection to it has failed is told long after the start, too. */
export function isPeer(analysis: Analysis, node: TSESTree.Node): boolean {
  // Whatever it is called: a server's own error is that it cannot listen.
  const type = typeOf(analysis, node);
  if (type !== undefined && ['http', 'https', 'http2', 'net', 'tls'].some((module) => isNodeType(type, module, /Server$/))) return false;
  if (PEER.test(analysis.sourceCode.getText(node))) return true;
  return isMadeBy(analysis, node, MAKES_PEER);
}

/** A connection that this program has opened: `new WebSocket(url)`, `net.connect(port)`. */
export function isConnection(analysis: Analysis, node: TSESTree.Node): boolean {
  return isMadeBy(analysis, node, CONNECTS);
}

/** What comes and goes while the program runs, told by its name or by what made it. */
export function isOfConnection(analysis: Analysis, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  if (/\b(req|request|res|response|reply|socket|sock|ws|conn|connection|stream|browser|page|client|peer)$/i.test(analysis.sourceCode.getText(callee.object))) return true;
  return isConnection(analysis, callee.object);
}

/** True for a variable that holds what one of these functions or classes gives. */
export function isMadeBy(analysis: Analysis, node: TSESTree.Node, makers: RegExp): boolean {
  return valuesOf(analysis, node).some((assigned) => {
    const value = unwrap(assigned);
    const made = value.type === 'AwaitExpression' ? unwrap(value.argument) : value;
    return (made.type === 'NewExpression' || made.type === 'CallExpression') && makers.test(analysis.sourceCode.getText(made.callee));
  });
}

/** True for a variable that holds an object which the file makes itself. */
export function isNew(analysis: Analysis, node: TSESTree.Node): boolean {
  return valuesOf(analysis, node).some((value) => unwrap(value).type === 'NewExpression');
}

/** What is put into a variable, or into a property of `this`. */
function valuesOf(analysis: Analysis, node: TSESTree.Node): readonly TSESTree.Node[] {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') return assignedToProperty(analysis, propertyName(analysis, node) ?? '');
  const variable = node.type === 'Identifier' ? findVariable(analysis, node) : undefined;
  return variable?.defs[0]?.type === 'Variable' ? (assignedValues(variable) ?? []) : [];
}

/** What is made to stay: connections, and threads. */
const LASTS = new RegExp(`${CONNECTS.source}|(^|\\.)(Worker|SerialPort)$`);
const LOST = /^(error|close|closed|end|disconnect|disconnected|lost)$/;

/** True right in a listener such as `pool.on('error', () => …)`, which runs whenever the database goes away. */
export function handlesPeerLoss(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  if (owner === undefined) return false;
  // `socket.on('close', () => this.lost())`
  const callers = (functionUses(analysis, owner) ?? []).flatMap((use) => enclosingFunction(use) ?? []);
  return [owner, ...callers].some((one) => hearsLoss(analysis, one));
}

function hearsLoss(analysis: Analysis, owner: FunctionNode): boolean {
  const call = wrapped(owner).parent;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] === undefined) return false;
  return propertyName(analysis, call.callee) === 'on' && LOST.test(constantString(analysis, call.arguments[0]) ?? '') && (isPeer(analysis, call.callee.object) || isMadeBy(analysis, call.callee.object, LASTS));
}
