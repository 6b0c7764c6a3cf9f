import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { ancestors } from '../syntax/ancestors.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { functionUses } from '../values/parameters.js';
import { processExits } from './exits.js';

/**
 * True for a program that ends itself when it has done its work: `await main(); process.exit()`,
 * `main().then(() => process.exit())`. What it serves meanwhile, it serves for itself.
 */
export function endsWhenDone(analysis: Analysis): boolean {
  return processExits(analysis).some((exit) => alwaysRuns(analysis, wrapped(exit), 0));
}

const DEEPEST = 4;

/** True for code that runs each time the file is run as a program, on whatever way it goes. */
function alwaysRuns(analysis: Analysis, node: TSESTree.Node, depth: number): boolean {
  let inner = node;
  for (const outer of ancestors(node)) {
    switch (outer.type) {
      case 'Program':
        return true;
      case 'ExpressionStatement':
      case 'BlockStatement':
      case 'AwaitExpression':
        break;
      case 'UnaryExpression':
        if (outer.operator !== 'void') return false;
        break;
      case 'TryStatement':
        if (outer.handler === inner) return false;
        break;
      case 'CallExpression':
      case 'MemberExpression':
        // `main().catch(report)`, `run().then(() => process.exit())`
        if (!isChain(analysis, outer, inner)) return false;
        break;
      default:
        return isFunction(outer) && depth < DEEPEST && runsAtOnce(analysis, outer, depth);
    }
    inner = outer;
  }
  return false;
}

function isChain(analysis: Analysis, outer: TSESTree.CallExpression | TSESTree.MemberExpression, inner: TSESTree.Node): boolean {
  if (outer.type === 'CallExpression') return outer.callee === inner;
  return outer.object === inner && /^(then|catch|finally)$/.test(propertyName(analysis, outer) ?? '');
}

function runsAtOnce(analysis: Analysis, owner: FunctionNode, depth: number): boolean {
  const place = wrapped(owner);
  const { parent } = place;
  if (parent?.type === 'CallExpression') {
    if (parent.callee === place) return alwaysRuns(analysis, parent, depth + 1);
    const { callee } = parent;
    // `setTimeout(() => process.exit(), 1000);` that nothing calls off: so long it lasts.
    if (callee.type === 'Identifier' && callee.name === 'setTimeout') return parent.arguments[0] === place && parent.parent.type === 'ExpressionStatement' && alwaysRuns(analysis, parent, depth + 1);
    if (callee.type !== 'MemberExpression' || parent.arguments[0] !== place) return false;
    return /^(then|finally)$/.test(propertyName(analysis, callee) ?? '') && alwaysRuns(analysis, parent, depth + 1);
  }
  return (functionUses(analysis, owner) ?? []).some((use) => use.parent?.type === 'CallExpression' && use.parent.callee === use && alwaysRuns(analysis, use.parent, depth + 1));
}
