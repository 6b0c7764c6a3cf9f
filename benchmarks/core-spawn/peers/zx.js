import { $ as shell } from 'zx';

const $ = shell({ quiet: true });

export const run = (file, args = []) => $`${[file, ...args]}`;
export const lines = (file, args) => $`${[file, ...args]}`;
export const collect = async (file, args) => (await $`${[file, ...args]}`).stdout;
