import { run } from '@childproof/core-spawn';
import { command, measureCollecting } from '../collected.js';

await measureCollecting(async () => (await run(...command, { maxOutputBytes: Infinity })).stdout.length);
