// Runs a program with a tool preloaded; it prints its figures itself, but for the last one.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PRELOADS = {
  none: [],
  diagnostics: ['--import', import.meta.resolve('@childproof/diagnostics/register')],
  'why-is-node-running': ['--import', import.meta.resolve('why-is-node-running')],
  wtfnode: ['--require', fileURLToPath(import.meta.resolve('wtfnode'))],
};
const [tool, program, ...args] = process.argv.slice(2);
const file = fileURLToPath(new URL(`../programs/${program}.js`, import.meta.url));
const startedAt = performance.now();
const output = execFileSync(process.execPath, [...PRELOADS[tool], file, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
console.log(output.trim() || JSON.stringify({ 'wall ms': performance.now() - startedAt }));
