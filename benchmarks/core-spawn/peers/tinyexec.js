import { x } from 'tinyexec';

export const run = (file, args) => x(file, args);
export const lines = (file, args) => x(file, args);
export const collect = async (file, args) => (await x(file, args)).stdout;
