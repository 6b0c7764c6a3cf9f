import { spawn } from 'node:child_process';
import { measureSpawns } from '../spawns.js';

await measureSpawns(() => spawn('true', { stdio: 'ignore' }));
