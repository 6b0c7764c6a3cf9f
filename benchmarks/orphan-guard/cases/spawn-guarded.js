import { spawn } from 'node:child_process';
import { guardProcess } from '@childproof/orphan-guard';
import { measureSpawns } from '../spawns.js';

const guard = await guardProcess();
await measureSpawns(() => spawn('true', { stdio: 'ignore' }));
await guard[Symbol.asyncDispose]();
