import { fileURLToPath } from 'node:url';

/**
 * Where the native helper for this machine would be. It is in dist/, seen from the sources and from the built files alike:
 * this file has to stay one level below the package.
 */
export function helperPath(): string {
  return fileURLToPath(new URL(`../dist/native/${process.platform}-${process.arch}/orphan-guard-helper`, import.meta.url));
}
