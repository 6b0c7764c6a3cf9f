import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { calledFunction } from '../bindings/called-function.js';
import { propertyName } from '../bindings/reference.js';
import { VISITS_ELEMENTS } from '../values/collections.js';
import { type FunctionNode, parameterName } from '../syntax/functions.js';
import { programRole } from './role.js';
import { holdsEndlessLoop } from './endless-loop.js';
import { momentOfEvent } from './events.js';
import { type Moment, worse } from './moments.js';
import { isOfConnection } from './peers.js';
import { momentOfTimer } from './timers.js';
import { HANDLES_REQUESTS, isOwnChannel, takesContext, takesRequest } from './request.js';
import { PAUSES } from './awaited.js';
import { containsCleanUp, isCleanUpCall } from './clean-up.js';
import { closesServerOnly } from './closes-only.js';
import { momentOf } from './moment.js';

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

/** When a function runs that is given to a call, told by what is called. */
export function momentOfCallback(
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
