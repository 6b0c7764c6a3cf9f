import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, analysisOf } from '../analysis/analysis.js';
import { usesProcess } from '../analysis/bindings/dependencies.js';
import { propertyName } from '../analysis/bindings/reference.js';
import { evidenceOf } from '../analysis/program/evidence.js';
import { momentOf } from '../analysis/program/moment.js';
import type { Moment } from '../analysis/program/moments.js';
import { isExported } from '../analysis/program/exported.js';
import { processExits } from '../analysis/program/exits.js';
import { isCommandPackage, isPlugin, programRole, servesRequests, speaksToParent } from '../analysis/program/role.js';
import { ancestors } from '../analysis/syntax/ancestors.js';
import { enclosingFunction, functionName } from '../analysis/syntax/functions.js';
import { some } from '../analysis/syntax/walk.js';
import { docsUrl, type Rule } from '../rule.js';
import { harmToImporter } from './no-process-exit-in-server/importer.js';

type MessageIds = 'event' | 'function' | 'library' | 'request' | 'signal' | 'timer';

/** A start that failed, a crash, and an end that has been cleaned up for: there is no work left to cut short. */
const HARMLESS: ReadonlySet<Moment> = new Set<Moment>(['cleaned-up', 'crash', 'start']);

export const noProcessExitInServer: Rule<MessageIds> = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow `process.exit()` where it cuts the work of a server, worker or library short',
      url: docsUrl('no-process-exit-in-server'),
    },
    schema: [],
    messages: {
      event: 'This exit ends the process in the middle of whatever else it is doing. Stop accepting work, wait for what is in flight, then set `process.exitCode`.',
      function: 'Whoever calls this function loses every request in flight. Throw an error instead, and let the shutdown end the process.',
      library: 'A library must not end the process of the program that uses it: its work in flight is lost. Throw an error instead.',
      request: 'One request or job ends the process for all others that are in flight. Answer with an error, or begin an orderly shutdown.',
      signal: 'Requests in flight are cut off on every deploy. Close the server, wait until it has ended, and exit then: `server.close(() => process.exit())`.',
      timer: 'This timer ends the process in the middle of work. Begin an orderly shutdown instead.',
    },
  },
  create(context) {
    const analysis = analysisOf(context);
    if (!usesProcess(analysis)) return {};
    return {
      'Program:exit'() {
        for (const node of processExits(analysis)) {
          const messageId = harm(analysis, node);
          if (messageId !== undefined) context.report({ node, messageId });
        }
      },
    };
  },
};

/** What the exit does to the program's work; `undefined` where it does no harm. */
function harm(analysis: Analysis, node: TSESTree.Node): MessageIds | undefined {
  const role = programRole(analysis);
  if (role === 'unknown') return harmToImporter(analysis, node);
  if (role === 'test') return undefined;
  // However it was started: whoever has asked waits for an answer.
  if (role === 'cli') return servesRequests(analysis) && momentOf(analysis, node) === 'request' ? 'request' : undefined;
  const moment = momentOf(analysis, node);
  // The functions of a command may decide that it has failed; but not what stops what it serves.
  if (moment === 'function' && isCommandPackage(analysis) && (role !== 'server' || !stopsServer(node))) return undefined;
  if (role === 'library') return HARMLESS.has(moment) && !(moment === 'start' && isPlugin(analysis)) && !endsItsImporter(analysis, node) && !(moment === 'start' && isInExported(analysis, node)) ? undefined : 'library';
  // The parent tells its child to end, and knows what that was doing.
  if (moment === 'signal' && ((role === 'worker' && evidenceOf(analysis).isForked()) || speaksToParent(analysis))) return undefined;
  // A bot that has left the chat is started again by its host, and the chat keeps what it was about to answer.
  if (role === 'bot' && moment === 'signal' && leavesChat(analysis, node)) return undefined;
  return moment === 'failure' || moment === 'cleaned-up' || moment === 'crash' || moment === 'start' ? undefined : moment;
}

/** `bot.stop()`, `client.disconnect()`, as opposed to `stopServer()`. */
function leavesChat(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && some(owner.body, analysis.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'MemberExpression') return false;
    return /^(stop|disconnect|logout|close|quit|end)$/.test(propertyName(analysis, inner.callee) ?? '');
  });
}

/** In a function that whoever imports the library calls when it suits them. */
function isInExported(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && isExported(analysis, owner);
}

function stopsServer(node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && /^_*(stop|close|end|(perform|do|start|graceful)?_?shut_?down|terminate)/i.test(functionName(owner));
}

/** Outside of every function: it runs as soon as somebody imports the module. Unless it asks whether it is the program itself. */
function endsItsImporter(analysis: Analysis, node: TSESTree.Node): boolean {
  if (enclosingFunction(node) !== undefined) return false;
  const conditions = [...ancestors(node)].flatMap((outer) => (outer.type === 'IfStatement' ? [outer.test] : []));
  return !conditions.some((test) => /\b(main|argv)\b/.test(analysis.sourceCode.getText(test)));
}
