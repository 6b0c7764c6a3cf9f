import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../../analysis/analysis.js';
import { is, resolveReference } from '../../analysis/bindings/reference.js';
import { closesServerOnly } from '../../analysis/program/closes-only.js';
import { isForced } from '../../analysis/program/forced.js';
import { evidenceOf } from '../../analysis/program/evidence.js';
import { isExported, isHandedOut } from '../../analysis/program/exported.js';
import { momentOf } from '../../analysis/program/moment.js';
import { handlesPeerLoss } from '../../analysis/program/peers.js';
import { processListeners } from '../../analysis/program/process-listeners.js';
import { isCommandPackage } from '../../analysis/program/role.js';
import { readsTerminal } from '../../analysis/program/stays-up.js';
import { ancestors } from '../../analysis/syntax/ancestors.js';
import { enclosingFunction, functionName } from '../../analysis/syntax/functions.js';

type HarmToImporter = 'event' | 'function' | 'library' | 'request' | 'signal' | 'timer';

/**
 * In a file that nothing else tells anything about, but which is imported: whoever imports it loses its work whenever the
 * database goes away, when something that is watched goes wrong, or on a signal that it might have liked to answer itself.
 */
export function harmToImporter(analysis: Analysis, node: TSESTree.Node): HarmToImporter | undefined {
  if (isCommandPackage(analysis) || /\.config\.[cm]?[jt]s$/.test(analysis.filename)) return undefined;
  // Who reads the terminal has one user, and ends with the other side.
  const isItsOwnProgram = readsTerminal(analysis) || ASKS_WHETHER_IMPORTED.test(analysis.sourceCode.text);
  const losesPeer = !isItsOwnProgram && handlesPeerLoss(analysis, node);
  // A module that only connects may export nothing; a script does something, and closes its connection itself.
  if (!evidenceOf(analysis).exportsSomething()) return losesPeer && ONLY_CONNECTS.test(analysis.sourceCode.text) ? 'event' : undefined;
  if (losesPeer) return 'event';
  const listensOnLoad = processListeners(analysis).some(({ call, events }) => enclosingFunction(call) === undefined && events.some((event) => /^SIG(TERM|INT)$/.test(event)));
  const moment = momentOf(analysis, node);
  if ((moment === 'signal' || moment === 'function') && closesServerOnly(analysis, node)) return moment;
  if (moment === 'timer' && isRepeated(analysis, node)) return 'timer';
  if (isItsOwnProgram) return listensOnLoad && moment === 'signal' ? 'signal' : undefined;
  if (moment === 'event' || moment === 'request') return moment;
  if (isExportedRestart(analysis, node)) return 'function';
  if (/^(function|failure|timer)$/.test(moment) && isInExportedClass(analysis, node) && !isSecondCall(analysis, node)) return 'library';
  return listensOnLoad && moment === 'signal' ? 'signal' : undefined;
}

const ONLY_CONNECTS = /\bmongoose\.connect\((?![^]*\.(close|disconnect|then|model|find\w*|save|create)\s*\()/;

/** `export function restartWorker() { spawn(…); process.exit(); }` */
function isExportedRestart(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && /^_?re(start|boot|launch)/i.test(functionName(owner)) && isExported(analysis, owner);
}

/** In a `setInterval()`, which watches something for as long as the program runs. */
function isRepeated(analysis: Analysis, node: TSESTree.Node): boolean {
  return [...ancestors(node)].some((outer) => outer.type === 'CallExpression' && is(resolveReference(analysis, outer.callee), 'global', 'setInterval'));
}

/** `if (require.main === module)`, `if (process.argv[1] === fileURLToPath(import.meta.url))`: it is run by itself. */
const ASKS_WHETHER_IMPORTED = /\brequire\.main\b|\bimport\.meta\.main\b|\bargv\[1\]/;

function isSecondCall(analysis: Analysis, node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && isForced(analysis, node, owner);
}

/** In a method of a class that others make objects of. */
function isInExportedClass(analysis: Analysis, node: TSESTree.Node): boolean {
  return [...ancestors(node)].some((outer) => {
    if (outer.type !== 'ClassDeclaration' && outer.type !== 'ClassExpression') return false;
    const uses = analysis.sourceCode.getDeclaredVariables(outer).flatMap(({ references }) => references.map(({ identifier }) => identifier));
    return [outer, ...uses].some((place) => isHandedOut(place));
  });
}
