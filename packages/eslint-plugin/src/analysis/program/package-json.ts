import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What the nearest package.json says that matters to a file of its package. */
export interface PackageJson {
  readonly folder: string;
  readonly name?: unknown;
  readonly dependencies?: unknown;
  readonly private?: boolean;
  readonly bin?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly keywords?: readonly unknown[];
  readonly scripts?: Readonly<Record<string, unknown>>;
}

const cache = new Map<string, PackageJson | null>();

/** The nearest package.json above a file, or `undefined` when there is none that can be read. */
export function nearestPackageJson(filename: string): PackageJson | undefined {
  const folder = dirname(filename);
  let found = cache.get(folder);
  if (found === undefined) {
    found = read(folder) ?? (dirname(folder) === folder ? null : (nearestPackageJson(folder) ?? null));
    cache.set(folder, found);
  }
  return found ?? undefined;
}

/** True when `bin` names the file, or what the file is compiled to: `dist/cli.js` stands for `src/cli.ts`. */
export function isBinFile({ folder, bin }: PackageJson, filename: string): boolean {
  const own = withoutBuild(relative(folder, filename));
  return strings(bin).some((target) => withoutBuild(target) === own);
}

/** True when whoever imports the package gets the file: `main` or `exports` name it, or what it is compiled to. */
export function isEntryFile({ folder, main, exports }: PackageJson, filename: string): boolean {
  const own = withoutBuild(relative(folder, filename));
  return [...strings(main), ...strings(exports)].some((target) => withoutBuild(target) === own);
}

/** True for a package that is a command: `bin` is one file, or has an entry that is called as the package is. */
export function isCommand({ bin, name }: PackageJson): boolean {
  if (bin === undefined || bin === null) return false;
  const own = String(name).replace(/^@[^/]*\//, '').replace(/-cli$/, '');
  return typeof bin === 'string' || Object.keys(bin).some((command) => command === own || own.startsWith(`${command}-`) || command.replace(/-cli$/, '') === own);
}

/** Names of the packages that are installed with it. */
export function dependencyNames({ dependencies }: PackageJson): string[] {
  return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
}

function read(folder: string): PackageJson | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof json !== 'object' || json === null) return undefined;
    const { keywords } = json as { readonly keywords?: unknown };
    return { ...json, keywords: Array.isArray(keywords) ? keywords : [], folder };
  } catch {
    return undefined; // absent, or not JSON: nothing is known
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function withoutBuild(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/^(dist|build|lib|out|src)\/((esm|cjs)\/)?/, '')
    .replace(/\.[cm]?[jt]sx?$/, '');
}
