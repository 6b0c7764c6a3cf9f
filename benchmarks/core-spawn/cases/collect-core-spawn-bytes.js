import { run } from '@childproof/core-spawn';
import { command, measureCollecting } from '../collected.js';

await measureCollecting(async () => (await run(...command, { maxOutputBytes: Infinity, encoding: 'bytes' })).stdout.length);
