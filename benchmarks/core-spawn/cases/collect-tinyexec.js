import { x } from 'tinyexec';
import { command, measureCollecting } from '../collected.js';

await measureCollecting(async () => (await x(...command)).stdout.length);
