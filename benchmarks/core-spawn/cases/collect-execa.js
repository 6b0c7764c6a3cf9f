import { execa } from 'execa';
import { command, measureCollecting } from '../collected.js';

await measureCollecting(async () => (await execa(...command, { maxBuffer: Infinity, stripFinalNewline: false })).stdout.length);
