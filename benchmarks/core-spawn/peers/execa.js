import { execa } from 'execa';

export const run = (file, args) => execa(file, args);
export const lines = (file, args) => execa(file, args, { buffer: false });
export const collect = async (file, args) => (await execa(file, args, { maxBuffer: Infinity, stripFinalNewline: false })).stdout;
