/**
 * Node's own modules that are dear to import from an ES module: the import evaluates every export, also those that node
 * itself loads only when they are used (`fs.promises`, `util.parseArgs`, …). On Node 26 that is about 1 ms each.
 */
export const fs = process.getBuiltinModule('node:fs');
export const util = process.getBuiltinModule('node:util');
