import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';

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
      return type.typeName.type === 'Identifier' && isFixedName(analysis, type.typeName);
    default:
      return false;
  }
}

/** An enum, or an alias of a fixed type, that the file itself declares. */
function isFixedName(analysis: Analysis, name: TSESTree.Identifier): boolean {
  for (let scope = analysis.sourceCode.getScope(name) as Scope | null; scope !== null; scope = scope.upper) {
    const definition = scope.set.get(name.name)?.defs[0]?.node as TSESTree.Node | undefined;
    if (definition === undefined) continue;
    if (definition.type === 'TSEnumDeclaration') return true;
    return (
      definition.type === 'TSTypeAliasDeclaration' &&
      definition.typeAnnotation.type !== 'TSTypeReference' &&
      isFixedType(analysis, definition.typeAnnotation)
    );
  }
  return false;
}

type Scope = ReturnType<Analysis['sourceCode']['getScope']>;
