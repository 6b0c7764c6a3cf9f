import { fileURLToPath } from 'node:url';

/** Path of a fixture program. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

/** The node that fixture programs run on; `TEST_NODE` chooses another version. */
export const node = process.env['TEST_NODE'] ?? process.execPath;
