import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { constantString } from '../values/constant.js';
import { moduleName } from './module-name.js';
import type { Reference } from './reference.js';

/** The module that a specifier names, as a reference to the module itself. */
export function importedModule(specifier: TSESTree.Node, analysis?: Analysis): Reference | undefined {
  const name =
    specifier.type === 'Literal' && typeof specifier.value === 'string'
      ? specifier.value
      : analysis && constantString(analysis, specifier);
  return name === undefined ? undefined : { module: moduleName(name), member: '', promisified: false };
}
