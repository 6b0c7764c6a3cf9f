import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const manifest = require.resolve('node-20/package.json');

/** Oldest and newest supported Node.js: name → path of the binary. */
export const nodeBinaries = {
  'Node 20': join(dirname(manifest), require(manifest).bin.node),
  'Node 26': process.execPath,
};
