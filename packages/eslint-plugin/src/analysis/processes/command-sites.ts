import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { findVariable } from '../bindings/variable.js';
import type { FunctionNode } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { callSites, parameterPlace } from '../values/parameters.js';
import { runtimeParts } from '../values/runtime-parts.js';
import type { ProcessCall } from './process-call.js';
import type { ShellText } from './shell-text.js';

/** A place where a shell's text is put together, and what of it comes from outside. */
export interface CommandSite {
  readonly call: ProcessCall['node'];
  /** The text or texts that this place hands over. */
  readonly texts: readonly TSESTree.Node[];
  readonly parts: readonly TSESTree.Node[];
}

/**
 * Where the text of a shell command is made: at the call itself, or, where the call only passes its function's
 * parameter on (`const run = (command) => exec(command)`), at the calls of that function.
 */
export function commandSites(analysis: Analysis, call: ProcessCall, text: ShellText): CommandSite[] {
  const [only] = text.parts;
  const callers = only !== undefined && text.parts.length === 1 ? passedOn(analysis, only, new Set()) : undefined;
  if (callers !== undefined) {
    const made = callers.filter(({ texts, parts }) => parts.length > 0 && !texts.some((one) => unwrap(one) === parts[0]));
    const unknown = callers.filter((site) => !made.includes(site)).find(({ parts }) => parts.length > 0);
    // A caller that has the whole command from elsewhere makes nothing either: then it is the shell itself that is named.
    return unknown === undefined ? made : [{ ...unknown, call: call.node }, ...made];
  }
  const parts = text.parts.flatMap((part) => runtimeParts(analysis, part));
  return [{ call: call.node, texts: text.parts, parts }];
}

/** The callers of the function whose bare parameter the text is; `undefined` when it is none, or nobody is seen to call. */
function passedOn(analysis: Analysis, text: TSESTree.Node, seen: Set<FunctionNode>): CommandSite[] | undefined {
  const name = unwrap(text);
  const variable = name.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  const place = variable && parameterPlace(variable);
  if (variable === undefined || place === undefined) return undefined;
  if (seen.has(place.owner)) return [];
  seen.add(place.owner);
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return undefined;
  const { calls } = callSites(analysis, place.owner);
  if (calls.length === 0) return undefined;
  return calls.flatMap((call) => {
    const argument = call.arguments[place.index];
    if (argument === undefined) return [];
    return passedOn(analysis, argument, seen) ?? [{ call, texts: [argument], parts: runtimeParts(analysis, argument) }];
  });
}
