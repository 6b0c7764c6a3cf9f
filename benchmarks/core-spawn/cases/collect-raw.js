import { spawn } from 'node:child_process';
import { command, measureCollecting } from '../collected.js';

await measureCollecting(async () => {
  const child = spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  return Buffer.concat(chunks).toString().length;
});
