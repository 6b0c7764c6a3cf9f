import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { assignedValues, findVariable, patternSource } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { keyOf } from './constant.js';
import { allowsOnlyPlain } from './safe-pattern.js';

/**
 * True for a field that a zod schema of the file has let through, where the schema leaves room for nothing but numbers, some
 * words, or plain text: `const { depth } = Body.parse(request.body)`, `body.depth`.
 */
export function isFixedBySchema(analysis: Analysis, node: TSESTree.Identifier | TSESTree.MemberExpression): boolean {
  const place = parsedField(analysis, node);
  const field = place === undefined ? handedField(analysis, node) : fieldOf(analysis, place.schema, place.key);
  return field !== undefined && leavesNoRoom(analysis, field);
}

interface ParsedField {
  readonly schema: TSESTree.Node;
  readonly key: string;
}

function parsedField(analysis: Analysis, node: TSESTree.Identifier | TSESTree.MemberExpression): ParsedField | undefined {
  if (node.type === 'MemberExpression') {
    const key = propertyName(analysis, node);
    const schema = parsingSchema(analysis, node.object);
    return key === undefined || schema === undefined ? undefined : { schema, key };
  }
  const writes = findVariable(analysis, node)?.references.filter((reference) => reference.isWrite()) ?? [];
  const source = writes.length === 1 ? patternSource(writes[0]!.identifier) : undefined;
  const schema = source?.path.length === 1 ? parsingSchema(analysis, source.value) : undefined;
  return schema === undefined ? undefined : { schema, key: source!.path[0]! };
}

/** `server.tool('disk', { unit: z.enum(['k', 'm']) }, async ({ unit }) => …)`: checked before the function is called. */
function handedField(analysis: Analysis, node: TSESTree.Identifier | TSESTree.MemberExpression): TSESTree.Node | undefined {
  const definition = node.type === 'Identifier' ? findVariable(analysis, node)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || definition.node.params[0]?.type !== 'ObjectPattern') return undefined;
  const property = definition.node.params[0].properties.find((one) => one.type === 'Property' && one.value === definition.name);
  const key = property?.type === 'Property' ? keyOf(property) : undefined;
  const call = definition.node.parent;
  if (key === undefined || call.type !== 'CallExpression') return undefined;
  const shapes = call.arguments.filter((one) => one.type === 'ObjectExpression');
  const inner = shapes.map((shape) => valueOf(shape, 'inputSchema')).filter((one) => one?.type === 'ObjectExpression');
  const field = [...shapes, ...inner].map((shape) => valueOf(shape, key)).find((value) => value !== undefined);
  return field !== undefined && isMadeByZod(analysis, field) ? field : undefined;
}

/** `z.string().uuid()`, by its leftmost name. */
function isMadeByZod(analysis: Analysis, field: TSESTree.Node): boolean {
  let node = behindName(analysis, field);
  while (node.type === 'CallExpression' || node.type === 'MemberExpression') node = node.type === 'CallExpression' ? node.callee : node.object;
  return isZod(analysis, node);
}

function valueOf({ properties }: TSESTree.ObjectExpression, key: string): TSESTree.Node | undefined {
  const property = properties.find((one) => one.type === 'Property' && keyOf(one) === key);
  return property?.type === 'Property' ? property.value : undefined;
}

/** `Schema` of `Schema.parse(value)` and `Schema.safeParse(value).data`, also behind a name. */
function parsingSchema(analysis: Analysis, expression: TSESTree.Node): TSESTree.Node | undefined {
  const value = behindName(analysis, expression);
  const isData = value.type === 'MemberExpression' && propertyName(analysis, value) === 'data';
  const call = isData ? behindName(analysis, value.object) : value;
  const parse = call.type === 'AwaitExpression' ? unwrap(call.argument) : call;
  if (parse.type !== 'CallExpression' || parse.callee.type !== 'MemberExpression') return undefined;
  return (isData ? /^safeParse(Async)?$/ : /^parse(Async)?$/).test(propertyName(analysis, parse.callee) ?? '') ? parse.callee.object : undefined;
}

function behindName(analysis: Analysis, expression: TSESTree.Node): TSESTree.Node {
  const node = unwrap(expression);
  const variable = node.type === 'Identifier' ? findVariable(analysis, node) : undefined;
  const values = variable?.defs[0]?.type === 'Variable' ? assignedValues(variable) : undefined;
  return values?.length === 1 ? unwrap(values[0]!) : node;
}

/** What `z.object({ … })` says about a key, through `.pick()`, `.strict()` and the like. */
function fieldOf(analysis: Analysis, schema: TSESTree.Node, key: string): TSESTree.Node | undefined {
  for (let node = behindName(analysis, schema); node.type === 'CallExpression' && node.callee.type === 'MemberExpression'; node = behindName(analysis, node.callee.object)) {
    if (!isZod(analysis, node.callee.object)) continue;
    const [shape] = node.arguments;
    if (shape?.type !== 'ObjectExpression') return undefined;
    return valueOf(shape, key);
  }
  return undefined;
}

const NO_TEXT = /^(number|int|bigint|boolean|date|enum|nativeEnum|literal|uuid|cuid2?|ulid|nanoid|ipv4|ipv6)$/;

/** `z.number().int()`, `z.enum([…])`, `z.string().regex(/^[a-z]+$/)` */
function leavesNoRoom(analysis: Analysis, field: TSESTree.Node): boolean {
  for (let node = behindName(analysis, field); node.type === 'CallExpression' && node.callee.type === 'MemberExpression'; node = behindName(analysis, node.callee.object)) {
    const name = propertyName(analysis, node.callee) ?? '';
    if (NO_TEXT.test(name)) return true;
    if (/^(transform|or|catch)$/.test(name)) return false;
    if (name === 'regex' && node.arguments[0] !== undefined && allowsOnlyPlain(analysis, node.arguments[0])) return true;
  }
  return false;
}

function isZod(analysis: Analysis, node: TSESTree.Node): boolean {
  const module = resolveReference(analysis, node)?.module;
  return module !== undefined && /^zod(\/.*)?$/.test(module);
}
