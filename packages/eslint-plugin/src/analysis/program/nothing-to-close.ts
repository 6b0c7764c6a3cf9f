import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { isFunction } from '../syntax/functions.js';
import { some } from '../syntax/walk.js';
import { calledName, DRAINS } from './clean-up.js';
import { SERVER } from './closes-only.js';

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
