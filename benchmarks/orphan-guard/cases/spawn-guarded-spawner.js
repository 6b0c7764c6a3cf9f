import { guardedSpawner, guardProcess } from '@childproof/orphan-guard';
import { measureSpawns } from '../spawns.js';

const guard = await guardProcess();
const spawner = guardedSpawner(guard);
await measureSpawns(() => spawner.spawn({ file: 'true', args: [], stdio: ['ignore', 'ignore', 'ignore'] }));
await guard[Symbol.asyncDispose]();
