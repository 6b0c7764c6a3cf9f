import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export const run = (file, args = []) => execute(file, args);
export const collect = async (file, args) => (await execute(file, args, { maxBuffer: Infinity })).stdout;
