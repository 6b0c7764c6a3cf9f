import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedToProperty } from '../bindings/property-values.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { optionValue } from '../options/object.js';
import { mayBeTruthy } from '../options/truthiness.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantString } from '../values/constant.js';
import { possibleLists } from '../values/possible-lists.js';
import { possibleStrings } from '../values/possible-strings.js';
import type { ProcessCall } from './process-call.js';

/** The text that a shell will parse, and why there is a shell at all. */
export interface ShellText {
  readonly parts: readonly TSESTree.Node[];
  readonly because: 'exec' | 'option' | 'interpreter';
}

/** Which arguments of the call reach a shell as text; `undefined` when none does. */
export function shellText(analysis: Analysis, call: ProcessCall): ShellText | undefined {
  const { starts, target, args } = call;
  if (starts.takes === 'template') return shellTemplate(analysis, call);
  if (target === undefined || starts.takes === 'module') return undefined;
  if (starts.shell) return { parts: [target], because: 'exec' };
  const nested = optionValue(analysis, call.options, 'nodeOptions');
  if (mayBeTruthy(analysis, optionValue(analysis, call.options, 'shell') ?? optionValue(analysis, nested, 'shell'))) {
    return { parts: args === undefined ? [target] : [target, args], because: 'option' };
  }
  const names = args === undefined ? [] : possibleFiles(analysis, target);
  const lists = args === undefined ? [] : possibleLists(analysis, args);
  const parts = lists.flatMap((list) => (names.some(isShell) ? interpreted(analysis, names, list) : handedOn(analysis, list)) ?? []);
  return parts.length === 0 ? undefined : { parts, because: 'interpreter' };
}

/** `$` quotes each value; a value after `sh -c` is a command all the same, and with `shell: true` execa quotes none. */
function shellTemplate(analysis: Analysis, { node, options }: ProcessCall): ShellText | undefined {
  const { quasi } = node as TSESTree.TaggedTemplateExpression;
  if (mayBeTruthy(analysis, optionValue(analysis, options, 'shell'))) return { parts: quasi.expressions, because: 'option' };
  const parts = quasi.expressions.filter((_, index) => /(^|[\s/])(ba|z|da|k)?sh\s+-\w*c\s+["']?$/.test(quasi.quasis[index]!.value.raw));
  return parts.length === 0 ? undefined : { parts, because: 'interpreter' };
}

/** Also what gives its `-c` to one. */
const POSIX_SHELL = /(^|[\\/])((ba|z|da|k|a|fi|mk|tc|c)?sh(\.exe)?|su|runuser|script)$/i;
const CMD = /(^|[\\/])cmd(\.exe)?$/i;
const POWERSHELL = /(^|[\\/])(powershell|pwsh)(\.exe)?$/i;
const isShell = (name: string): boolean => POSIX_SHELL.test(name) || CMD.test(name) || POWERSHELL.test(name);

/** The arguments that `sh -c`, `cmd /c` or `powershell -Command` parses as a program. */
function interpreted(
  analysis: Analysis,
  names: readonly string[],
  list: readonly TSESTree.Node[],
): readonly TSESTree.Node[] | undefined {
  const after = (flag: RegExp): number => list.findIndex((argument) => possibleStrings(analysis, argument).some((text) => flag.test(text))) + 1;
  if (names.some((name) => POSIX_SHELL.test(name))) {
    const start = after(/^-[a-z]*c$/);
    // What follows the command line are $0, $1, …: arguments, which no shell parses.
    if (start !== 0) return list.slice(start, start + 1);
  }
  if (names.some((name) => CMD.test(name))) return from(list, after(/(^|\s)\/[ckr]$/i));
  if (names.some((name) => POWERSHELL.test(name))) return from(list, after(/^-c(o(m(m(a(nd?)?)?)?)?)?$/i));
  return undefined;
}

/** `docker exec web sh -c …`, `sudo bash -c …`, `wsl.exe -d Ubuntu bash -lc …`: the shell is an argument of what starts it. */
function handedOn(analysis: Analysis, list: readonly TSESTree.Node[]): readonly TSESTree.Node[] | undefined {
  for (const [index, argument] of list.entries()) {
    const name = argument.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
    if (name !== undefined && index < list.length - 2 && isShell(name)) return interpreted(analysis, [name], list.slice(index + 1));
  }
  return undefined;
}

function from(list: readonly TSESTree.Node[], start: number): readonly TSESTree.Node[] | undefined {
  return start === 0 ? undefined : list.slice(start);
}

/** Every constant that the file to run may be; SHELL and ComSpec of the environment are shells by definition. */
function possibleFiles(analysis: Analysis, expression: TSESTree.Node, depth = 0): string[] {
  const node = unwrap(expression);
  const constant = constantString(analysis, node);
  if (constant !== undefined) return [constant];
  const more = (...nodes: TSESTree.Node[]): string[] => (depth > 5 ? [] : nodes.flatMap((one) => possibleFiles(analysis, one, depth + 1)));
  if (node.type === 'ConditionalExpression') return more(node.consequent, node.alternate);
  if (node.type === 'LogicalExpression') return more(node.left, node.right);
  const reference = resolveReference(analysis, node);
  if (reference !== undefined && /^(process\.)?env\.SHELL$/.test(reference.member)) return ['sh'];
  if (reference !== undefined && /^(process\.)?env\.comspec$/i.test(reference.member)) return ['cmd'];
  if (node.type === 'MemberExpression') {
    const name = propertyName(analysis, node) ?? '';
    return /^shell$/i.test(name) ? ['sh'] : more(...assignedToProperty(analysis, name));
  }
  const variable = node.type === 'Identifier' ? findVariable(analysis, node) : undefined;
  return more(...(variable?.defs[0]?.type === 'Variable' ? (assignedValues(variable) ?? []) : []));
}
