import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';
import { keyOf } from './constant.js';

/** True where the annotation leaves room for no text but the program's own: numbers, booleans, unions of literals. */
export function isFixedType(analysis: Analysis, type: TSESTree.TypeNode | undefined): boolean {
  switch (type?.type) {
    case 'TSNumberKeyword':
    case 'TSBooleanKeyword':
    case 'TSBigIntKeyword':
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
    case 'TSLiteralType':
      return true;
    case 'TSUnionType':
      return type.types.every((member) => isFixedType(analysis, member));
    case 'TSArrayType':
      return isFixedType(analysis, type.elementType);
    case 'TSTypeOperator':
      return type.operator === 'keyof' ? type.typeAnnotation?.type === 'TSTypeQuery' : isFixedType(analysis, type.typeAnnotation);
    case 'TSIndexedAccessType':
      return type.objectType.type === 'TSTypeQuery';
    case 'TSTypeReference':
      if (type.typeName.type !== 'Identifier') return false;
      if (/^(Readonly)?(Array|Set)$/.test(type.typeName.name)) return type.typeArguments?.params.every((element) => isFixedType(analysis, element)) === true;
      return isFixedName(analysis, type.typeName);
    default:
      return false;
  }
}

/** The type that the code gives a name, also one that is taken out of an object: `({ page }: { page: number }) => …`. */
export function declaredType(analysis: Analysis, name: TSESTree.Identifier | TSESTree.JSXIdentifier): TSESTree.TypeNode | undefined {
  if (name.type === 'JSXIdentifier') return undefined;
  // Where there is none, oxlint has `null`.
  const own = name.typeAnnotation?.typeAnnotation;
  if (own !== undefined) return own;
  const keys: string[] = [];
  for (const outer of ancestors(name)) {
    if (outer.type === 'Property' && !outer.computed) keys.unshift(keyOf(outer) ?? '');
    else if (outer.type === 'ObjectPattern') {
      const type = outer.typeAnnotation?.typeAnnotation;
      if (type !== undefined) return keys.reduce<TSESTree.TypeNode | undefined>((found, key) => memberType(analysis, found, key), type);
    } else if (outer.type !== 'AssignmentPattern') return undefined;
  }
  return undefined;
}

/** The type of a member, of an object type or an interface that the file holds. */
export function memberType(analysis: Analysis, type: TSESTree.TypeNode | undefined, key: string): TSESTree.TypeNode | undefined {
  const member = membersOf(analysis, type).find((one) => one.type === 'TSPropertySignature' && !one.computed && one.key.type === 'Identifier' && one.key.name === key);
  return member?.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined;
}

function membersOf(analysis: Analysis, type: TSESTree.TypeNode | undefined): readonly TSESTree.TypeElement[] {
  if (type?.type === 'TSTypeLiteral') return type.members;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return [];
  const definition = declarationOf(analysis, type.typeName);
  if (definition?.type === 'TSInterfaceDeclaration') return definition.body.body;
  return definition?.type === 'TSTypeAliasDeclaration' && definition.typeAnnotation.type === 'TSTypeLiteral' ? definition.typeAnnotation.members : [];
}

/** An enum, or an alias of a fixed type, that the file itself declares. */
function isFixedName(analysis: Analysis, name: TSESTree.Identifier): boolean {
  const definition = declarationOf(analysis, name);
  if (definition?.type === 'TSEnumDeclaration') return true;
  return definition?.type === 'TSTypeAliasDeclaration' && definition.typeAnnotation.type !== 'TSTypeReference' && isFixedType(analysis, definition.typeAnnotation);
}

function declarationOf(analysis: Analysis, name: TSESTree.Identifier): TSESTree.Node | undefined {
  for (let scope = analysis.sourceCode.getScope(name) as Scope | null; scope !== null; scope = scope.upper) {
    const definition = scope.set.get(name.name)?.defs[0]?.node as TSESTree.Node | undefined;
    if (definition !== undefined) return definition;
  }
  return undefined;
}

type Scope = ReturnType<Analysis['sourceCode']['getScope']>;
