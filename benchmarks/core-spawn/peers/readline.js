import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export const lines = (file, args) => createInterface({ input: spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] }).stdout });
