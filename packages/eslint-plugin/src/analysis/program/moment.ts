import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { propertyName } from '../bindings/reference.js';
import { parentOf } from '../syntax/ancestors.js';
import { VISITS_ELEMENTS } from '../values/collections.js';
import { enclosingFunction, functionName, type FunctionNode, parameterName } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { isWithin } from '../syntax/walk.js';
import { functionUses } from '../values/parameters.js';
import { isExported } from './exported.js';
import { programRole } from './role.js';
import { failsInEndlessLoop, holdsEndlessLoop } from './endless-loop.js';
import { momentOfEvent } from './events.js';
import { hasLostItsParent } from './lost-parent.js';
import { type Moment, worse } from './moments.js';
import { isOfConnection } from './peers.js';
import { isRound } from './rounds.js';
import { momentOfTimer } from './timers.js';
import { HANDLES_REQUESTS, isDecorated, isOwnChannel, isRouteHandler, takesChat, takesContext, takesRequest } from './request.js';
import { closesServerOnly, containsCleanUp, endsProgram, PAUSES, followsAnyAwait, followsAwaitedCleanUp, followsAwaitedDrain, hasNothingToClose, isCleanUpCall, isForced } from './clean-up.js';
import { handlesFailedStart, saysThatStartFailed } from './failed-start.js';

/** The worst moment at which the code can run; a function that has been looked at already makes it no worse. */
export function momentOf(analysis: Analysis, node: TSESTree.Node, seen = new Set<FunctionNode>()): Moment {
  const cutsServer = closesServerOnly(analysis, node);
  const isDrained = !cutsServer && followsAwaitedDrain(analysis, node);
  if (hasLostItsParent(analysis, node)) return 'crash';
  if (hasNothingToClose(analysis, node)) return 'cleaned-up';
  if (failsInEndlessLoop(analysis, node)) return 'event';
  const owner = enclosingFunction(node);
  if (owner === undefined) return 'start';
  if (seen.has(owner)) return 'start';
  const isExit = seen.size === 0;
  seen.add(owner);
  const moment = momentOfFunction(analysis, owner, seen);
  // What a request has closed may be anything; the program's own end is called so.
  if (isDrained && (moment !== 'request' || endsProgram(analysis, owner, node))) return 'cleaned-up';
  if (moment === 'signal' && isForced(analysis, node, owner)) return 'cleaned-up';
  if (cutsServer) return moment;
  if (moment === 'signal' && followsAnyAwait(analysis, node)) return 'cleaned-up';
  // What one request or one round has saved is no end of the others.
  if (moment !== 'request' && moment !== 'timer' && followsAwaitedCleanUp(analysis, node)) return 'cleaned-up';
  if (moment === 'request') return moment;
  // A public method of a library may be called by anybody; that the library itself calls it when it cannot start is no excuse.
  const failsToStart = (isExit || !isLibrary(analysis)) && handlesFailedStart(analysis, node);
  return failsToStart || saysThatStartFailed(analysis, node) ? 'start' : moment;
}

function momentOfFunction(analysis: Analysis, owner: FunctionNode, seen: Set<FunctionNode>): Moment {
  if (isRound(analysis, owner)) return 'timer';
  const place = wrapped(owner);
  const { parent } = place;
  if (parent?.type === 'CallExpression' && parent.callee === place) return momentOf(analysis, parent, seen);
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return momentOfCallback(analysis, parent, owner, seen);
  const uses = functionUses(analysis, owner) ?? returnedTo(analysis, place);
  if (uses.length === 0) return ownMoment(analysis, owner);
  return uses.map((use) => momentOfUse(analysis, use, owner, seen)).reduce(worse);
}

/** `process.on(signal, stop(signal))`: the calls of the function that returns this one, each of which stands for it. */
function returnedTo(analysis: Analysis, place: TSESTree.Node): TSESTree.Node[] {
  const maker = enclosingFunction(place);
  if (maker === undefined || (place.parent?.type !== 'ReturnStatement' && maker.body !== place)) return [];
  return (functionUses(analysis, maker) ?? []).flatMap((use) => (use.parent?.type === 'CallExpression' && use.parent.callee === use ? [use.parent] : []));
}

/** A named function is called in one place, registered as a callback in another. */
function momentOfUse(analysis: Analysis, use: TSESTree.Node, owner: FunctionNode, seen: Set<FunctionNode>): Moment {
  const parent = parentOf(use);
  if (parent === undefined || isWithin(use, owner)) return 'start';
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return ownMoment(analysis, owner);
  if (parent.callee === use) return momentOf(analysis, parent, seen);
  return momentOfCallback(analysis, parent, owner, seen);
}

function isLibrary(analysis: Analysis): boolean {
  return programRole(analysis) === 'library';
}

/** Nobody in the file calls it: the name has to tell whether it starts the program. */
function ownMoment(analysis: Analysis, owner: FunctionNode): Moment {
  const name = functionName(owner);
  if (takesRequest(owner) || isRouteHandler(owner) || isDecorated(analysis, owner) || (name === 'handler' && isExported(analysis, owner))) return 'request';
  if (takesChat(owner) && programRole(analysis) === 'bot') return 'event';
  if (/uncaught|unhandled|crash|panic/i.test(name)) return 'crash';
  if (name === 'constructor') return isLibrary(analysis) ? 'function' : 'start';
  // Whoever imports a library may call what it exports long after the start, whatever it is called.
  if (isLibrary(analysis) && isExported(analysis, owner)) return 'function';
  if (/^on(Module|Application)(Init|Bootstrap)$/.test(name)) return 'start';
  const starts = /^_*(open|prepare|assert|must|need|start|main|boot|init|run|serve|listen|setup|set_?up|connect|load|launch|validate|register|bootstrap|create|configure|usage|help|parse|cli|check|ensure|require)|(config|settings|env(ironment)?)$/i;
  return starts.test(name) || analysis.sourceCode.getText(owner).includes('.listen(') ? 'start' : 'function';
}

/** `stop().then(() => process.exit())`: what a signal has begun has been waited for, unless it was but a pause. */
function momentAfter(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, around: () => Moment): Moment {
  if (closesServerOnly(analysis, call)) return around();
  if (containsCleanUp(analysis, call.callee)) return 'cleaned-up';
  const moment = around();
  return moment === 'signal' && !PAUSES.test(analysis.sourceCode.getText(call.callee)) ? 'cleaned-up' : moment;
}

/** `bot.catch((error, context) => …)` is no promise's: it gets the failure of each update. A shutdown that has failed is over. */
function momentOfCatch(analysis: Analysis, call: TSESTree.CallExpression | TSESTree.NewExpression, owner: FunctionNode, around: () => Moment): Moment {
  if (owner.params.length > 1 || isBot(analysis, call.callee)) return 'event';
  if (runsEndlessly(analysis, call.callee)) return 'event';
  const moment = around();
  return moment === 'signal' && containsCleanUp(analysis, call.callee) ? 'cleaned-up' : moment;
}

/** `poll().catch(…)`: what has failed then is one of its rounds. */
function runsEndlessly(analysis: Analysis, callee: TSESTree.Node): boolean {
  const call = callee.type === 'MemberExpression' ? callee.object : undefined;
  const owner = call?.type === 'CallExpression' ? calledFunction(analysis, call) : undefined;
  return owner !== undefined && holdsEndlessLoop(analysis, owner);
}

/** `bot.catch(…)`, as opposed to `bot.launch().catch(…)`. */
function isBot(analysis: Analysis, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && programRole(analysis) === 'bot';
}

/** `response.end(text, () => process.exit())`: one is answered, the others are not. */
function isAnswer(analysis: Analysis, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && /^(res|response|reply|rep|socket|sock|ws|conn)$/i.test(analysis.sourceCode.getText(callee.object));
}

/** What a bot is asked, by the methods that its users' wishes are answered with. */
const BOT_CALLS = /^(respond|hear|command|hears|action|shortcut|view|callbackQuery|inlineQuery|event|message|error)$/;

/** `subscribe(channel, (error) => …)` is told how the subscribing went. */
function tellsFailure({ params: [first] }: FunctionNode): boolean {
  return /^(e|er|err|error)$/.test(parameterName(first)?.name ?? '');
}

function momentOfCallback(
  analysis: Analysis,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  owner: FunctionNode,
  seen: Set<FunctionNode>,
): Moment {
  const { callee } = call;
  const name = (callee.type === 'MemberExpression' ? propertyName(analysis, callee) : callee.type === 'Identifier' ? callee.name : undefined) ?? '';
  if (takesRequest(owner) && !takesContext(owner)) return 'request';
  const around = (): Moment => momentOf(analysis, call, seen);
  if (/^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/.test(name)) return momentOfEvent(analysis, call, around);
  if (/^(then|finally)$/.test(name)) return momentAfter(analysis, call, around);
  if (name === 'catch') return momentOfCatch(analysis, call, owner, around);
  if (name === 'setInterval') {
    const moment = around();
    // After a signal it only looks again and again whether everything has ended.
    return moment === 'signal' ? 'cleaned-up' : moment === 'crash' ? moment : 'timer';
  }
  if (/^(setImmediate|nextTick|queueMicrotask)$/.test(name)) return around();
  if (name === 'setTimeout') return momentOfTimer(analysis, call, around);
  // `process.send(result, () => process.exit())`: the parent has it.
  if (name === 'send' && isOwnChannel(callee)) return 'cleaned-up';
  // Called each time that something has changed, or by an object that lives on.
  if (/^(watch|watchFile)$/.test(name) || (call.type === 'NewExpression' && name !== 'Promise' && !tellsFailure(owner))) return worse(around(), 'event');
  if (/^on[A-Z]/.test(name)) return (!isOfConnection(analysis, callee) || /^on(Exit|Shutdown)$/.test(name)) && /^on(Init|Ready|Start|Listen|Close|Exit|Shutdown|Signal|Stop|End|Sig|Module|Application)/.test(name) ? around() : worse(around(), 'event');
  if (BOT_CALLS.test(name) && programRole(analysis) === 'bot') return 'event';
  if (isCleanUpCall(call) && name !== 'all' && !isAnswer(analysis, callee)) return 'cleaned-up';
  if (HANDLES_REQUESTS.test(name) && !tellsFailure(owner)) return 'request';
  // `t.procedure.mutation(async () => …)`
  if (/^(mutation|query|subscription|resolver?)$/.test(name) && call.arguments.length === 1) return 'request';
  const moment = around();
  // Whatever else calls back, such as `stopWorkers(() => process.exit())`, has been waited for.
  return moment === 'signal' && !VISITS_ELEMENTS.has(name) ? 'cleaned-up' : moment;
}
