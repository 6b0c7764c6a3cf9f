import type { FunctionNode } from '../syntax/functions.js';

/** Functions whose parameters are taken to be fixed, while a call that gives them nothing but fixed values is looked at. */
export function assumedFixed(): Set<FunctionNode> {
  return new Set();
}
