import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { enclosingFunction, functionName, type FunctionNode, parameterName } from '../syntax/functions.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { functionUses } from '../values/parameters.js';
import { constantString } from '../values/constant.js';

/** Functions that hand each request, message or job to a callback. */
export const HANDLES_REQUESTS =
  /^(get|post|put|patch|delete|del|head|options|all|use|route|handle|createServer|createSecureServer|process|consume|subscribe|work|eachMessage|addHook|Worker|serve|schedule|scheduleJob|CronJob|Cron|tool|registerTool)$/;

const INCOMING = /^(req|request|_req|ctx|context)$/i;
const ANSWER = /^(res|response|reply|_res|next|h)$/i;

/** True when the code runs once for each request that a server answers. */
export function runsPerRequest(analysis: Analysis, node: TSESTree.Node, seen = new Set<FunctionNode>()): boolean {
  const owner = enclosingFunction(node);
  if (owner === undefined || seen.has(owner)) return false;
  seen.add(owner);
  if (takesRequest(owner) || isRouteHandler(owner) || isRequestCallback(analysis, wrapped(owner))) return true;
  const place = wrapped(owner);
  const uses = isArgument(place) ? [place] : (functionUses(analysis, owner) ?? []);
  return uses.some((use) => {
    if (isRequestCallback(analysis, use)) return true;
    return use.parent?.type === 'CallExpression' && runsPerRequest(analysis, use.parent, seen);
  });
}

/** `export async function POST() { … }` in a file that is a route. */
export function isRouteHandler(owner: FunctionNode): boolean {
  if (!/^(GET|POST|PUT|PATCH|DELETE|loader|action)$/.test(functionName(owner))) return false;
  const declaration = owner.type === 'FunctionDeclaration' ? owner : owner.parent.parent;
  return declaration?.parent?.type === 'ExportNamedDeclaration';
}

const DECORATORS = /^@(Interval|Cron|Process|OnEvent|EventPattern|MessagePattern|SubscribeMessage|OnQueue\w*|OnWorkerEvent|RabbitSubscribe|RabbitRPC|Get|Post|Put|Patch|Delete|All|Query|Mutation|Subscription|GrpcMethod)\b/;

/** `@Post() create() { … }`, `@Cron('0 * * * *') sync() { … }`: a framework calls it for each request, message or round. */
export function isDecorated(analysis: Analysis, { parent }: FunctionNode): boolean {
  // Parsers of plain JavaScript leave the property out.
  return parent.type === 'MethodDefinition' && 'decorators' in parent && parent.decorators.some((decorator) => DECORATORS.test(analysis.sourceCode.getText(decorator)));
}

/** `(req, res) => …`, `(request, reply) => …`, `(ctx, next) => …`, and `(ctx) => …` of a route. */
export function takesRequest({ params }: FunctionNode): boolean {
  const [first, second, third] = params.map((parameter) => parameterName(parameter)?.name ?? '');
  if (first === undefined || second === undefined) return false;
  return (INCOMING.test(first) && ANSWER.test(second)) || (INCOMING.test(second) && third !== undefined && ANSWER.test(third));
}

/** `(bot, message, args) => …`, `(interaction) => …`, `({ sock, msg }) => …`: a command of a bot. */
export function takesChat({ params }: FunctionNode): boolean {
  return params.slice(0, 2).some((parameter) => {
    if (parameter.type !== 'ObjectPattern') return /^(message|msg|interaction)$/.test(parameterName(parameter)?.name ?? '');
    return parameter.properties.some((one) => one.type === 'Property' && one.key.type === 'Identifier' && /^(message|msg|interaction|sock|api|bot)$/.test(one.key.name));
  });
}

/** `(context, next) => …`, which is also how the steps of anything else are written. */
export function takesContext({ params: [first] }: FunctionNode): boolean {
  return /^(ctx|context)$/i.test(parameterName(first)?.name ?? '');
}

function isArgument({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
}

function isRequestCallback(analysis: Analysis, callback: TSESTree.Node): boolean {
  const call = callback.parent;
  if ((call?.type !== 'CallExpression' && call?.type !== 'NewExpression') || call.callee === callback) return false;
  const named = call.callee.type === 'MemberExpression' ? call.callee.property : call.callee;
  const name = named.type === 'Identifier' ? named.name : '';
  if (HANDLES_REQUESTS.test(name)) return call.arguments[0] !== callback || !/^(get|delete|head|options)$/.test(name);
  if (!/^(on|addListener)$/.test(name) || call.arguments[0] === undefined) return false;
  const event = constantString(analysis, call.arguments[0]) ?? '';
  if (event === 'message') return !isOwnChannel(call.callee);
  return /^(request|connection|upgrade|stream)$/.test(event);
}

/** A worker that takes one job at a time from its parent makes nobody else wait. */
export function isOwnChannel(callee: TSESTree.Node): boolean {
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  // Electron keeps the port of a process that it has started in `process.parentPort`.
  const name = object?.type === 'MemberExpression' ? object.property : object;
  return name?.type === 'Identifier' && /^(process|parentPort)$/.test(name.name);
}
