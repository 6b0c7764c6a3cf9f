import spawn from 'nano-spawn';

export const run = (file, args) => spawn(file, args);
export const lines = (file, args) => spawn(file, args);
export const collect = async (file, args) => (await spawn(file, args)).stdout;
