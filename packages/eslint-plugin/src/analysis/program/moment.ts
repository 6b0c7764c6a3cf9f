import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { parentOf } from '../syntax/ancestors.js';
import { enclosingFunction, functionName, type FunctionNode } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { isWithin } from '../syntax/walk.js';
import { functionUses } from '../values/parameters.js';
import { isExported } from './exported.js';
import { programRole } from './role.js';
import { failsInEndlessLoop } from './endless-loop.js';
import { hasLostItsParent } from './lost-parent.js';
import { type Moment, worse } from './moments.js';
import { isRound } from './rounds.js';
import { isDecorated, isRouteHandler, takesChat, takesRequest } from './request.js';
import { endsProgram, followsAnyAwait, followsAwaitedCleanUp, followsAwaitedDrain } from './awaited.js';
import { closesServerOnly } from './closes-only.js';
import { isForced } from './forced.js';
import { hasNothingToClose } from './nothing-to-close.js';
import { handlesFailedStart, saysThatStartFailed } from './failed-start.js';
import { momentOfCallback } from './moment-of-callback.js';

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
  const starts = /^_*(open|prepare|start|main|boot|init|run|serve|listen|setup|set_?up|connect|load|launch|validate|register|bootstrap|create|configure|usage|help|parse|cli|check|ensure|require)|(config|settings|env(ironment)?)$/i;
  return starts.test(name) || analysis.sourceCode.getText(owner).includes('.listen(') ? 'start' : 'function';
}
