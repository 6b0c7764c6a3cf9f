// Fails when a file that a script generates is not what the script would write now.
import { execFileSync } from 'node:child_process';
import { publishedPackages } from './workspace.js';

for (const { path, manifest } of publishedPackages) {
  if (manifest.scripts['generate:check'] === undefined) continue;
  execFileSync('pnpm', ['run', 'generate:check'], { cwd: path, stdio: 'inherit' });
}
