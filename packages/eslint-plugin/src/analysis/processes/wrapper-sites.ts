import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { callSites, type ParameterPlace, parameterPlace } from '../values/parameters.js';
import { runtimeParts } from '../values/runtime-parts.js';
import type { CommandSite } from './command-sites.js';
import type { ProcessCall } from './process-call.js';
import { shellText } from './shell-text.js';

/** `run('bash', ['-c', line])` of `const run = (file, args) => spawn(file, args)`: its callers say that there is a shell. */
export function wrapperSites(analysis: Analysis, call: ProcessCall): CommandSite[] {
  if (call.starts.takes !== 'file' || call.target === undefined || call.args === undefined) return [];
  const target = passedParameter(analysis, call.target);
  const args = passedParameter(analysis, call.args);
  if (target === undefined || target.owner !== args?.owner) return [];
  return callSites(analysis, target.owner).calls.flatMap((site) => {
    const { [target.index]: file, [args.index]: list } = site.arguments;
    if (file === undefined || list === undefined) return [];
    const text = shellText(analysis, { ...call, node: site, target: file, args: list });
    return text === undefined ? [] : [{ call: site, texts: text.parts, parts: text.parts.flatMap((part) => runtimeParts(analysis, part)) }];
  });
}

function passedParameter(analysis: Analysis, argument: TSESTree.Node): ParameterPlace | undefined {
  const name = unwrap(argument);
  const variable = name.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  return variable && parameterPlace(variable);
}
