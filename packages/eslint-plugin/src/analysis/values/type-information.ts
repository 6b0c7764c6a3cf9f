import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';

/** As much of a TypeScript type as is asked here; its numbered flags are not, for they differ from version to version. */
export interface Type {
  /** `number`, `boolean`, `true`, `undefined`, …: of what the language itself brings. */
  readonly intrinsicName?: string;
  readonly types?: readonly Type[];
  isUnion(): boolean;
  isIntersection(): boolean;
  isStringLiteral(): boolean;
  isNumberLiteral(): boolean;
  getSymbol(): TypeSymbol | undefined;
  getNumberIndexType(): Type | undefined;
}

interface TypeSymbol {
  getName(): string;
  getDeclarations(): readonly { getSourceFile(): { readonly fileName: string } }[] | undefined;
}

interface Services {
  readonly program?: unknown;
  readonly getTypeAtLocation?: (node: TSESTree.Node) => Type;
}

/** The type of an expression, where the linter has been given type information; else `undefined`, and nothing hangs on it. */
export function typeOf(analysis: Analysis, node: TSESTree.Node): Type | undefined {
  try {
    return once(analysis, services)?.getTypeAtLocation?.(node);
  } catch {
    return undefined; // a compiler that stumbles over the program: we know as much as without it
  }
}

function services({ sourceCode }: Analysis): Services | undefined {
  const { parserServices } = sourceCode as { parserServices?: Services };
  return parserServices?.program ? parserServices : undefined;
}

const NO_TEXT = /^(number|bigint|boolean|true|false|undefined|null|void|never)$/;

/** True for a type that holds no text but the program's own: numbers, booleans, literals, and unions and lists of these. */
export function holdsNoText(type: Type): boolean {
  if (type.isUnion()) return type.types!.every(holdsNoText);
  if (type.isIntersection()) return type.types!.some(holdsNoText);
  if (type.isStringLiteral() || type.isNumberLiteral() || NO_TEXT.test(type.intrinsicName ?? '')) return true;
  const element = /^(Readonly)?Array$/.test(type.getSymbol()?.getName() ?? '') ? type.getNumberIndexType() : undefined;
  return element !== undefined && holdsNoText(element);
}

/** True for a type of that name which one of Node's own modules declares, also where it may be missing: `ChildProcess | undefined`. */
export function isNodeType(type: Type, module: string, name: RegExp): boolean {
  if (type.isUnion()) return type.types!.some((member) => isNodeType(member, module, name));
  const symbol = type.getSymbol();
  if (symbol === undefined || !name.test(symbol.getName())) return false;
  return symbol.getDeclarations()?.some((declaration) => declaration.getSourceFile().fileName.endsWith(`/node/${module}.d.ts`)) === true;
}
