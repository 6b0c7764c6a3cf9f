import { run as start } from '@childproof/core-spawn';

export const run = (file, args) => start(file, args);
export const lines = (file, args) => start(file, args);
export const lineBatches = (file, args) => start(file, args).lineBatches();
export const collect = async (file, args) => (await start(file, args, { maxOutputBytes: Infinity })).stdout;
export const collectBytes = async (file, args) => (await start(file, args, { maxOutputBytes: Infinity, encoding: 'bytes' })).stdout;
