import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A registry that does not answer must fail the test, not hang it. */
const INSTALL_LIMIT_MS = 180_000;

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** An empty project into which packages were installed as their users would: packed, by npm. */
export function packedProject(folders: readonly string[], fromRegistry: readonly string[] = []): string {
  const project = mkdtempSync(join(tmpdir(), 'childproof-pack-test-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  const tarballs = folders.map((folder) => pack(folder, join(project, 'tarballs', folder)));
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs, ...fromRegistry];
  execFileSync('npm', args, { cwd: project, stdio: 'pipe', timeout: INSTALL_LIMIT_MS });
  for (const type of ['module', 'commonjs']) {
    mkdirSync(join(project, type));
    writeFileSync(join(project, type, 'package.json'), JSON.stringify({ type }));
  }
  return project;
}

function pack(folder: string, into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync('pnpm', ['pack', '--pack-destination', into], { cwd: join(packages, folder), stdio: 'pipe' });
  return join(into, readdirSync(into)[0]!);
}

/** Packages installed below the project, by name. */
export function installedPackages(project: string): string[] {
  const lines = execFileSync('npm', ['ls', '--all', '--parseable'], { cwd: project, encoding: 'utf8' }).trim().split('\n');
  return lines.slice(1).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
}
