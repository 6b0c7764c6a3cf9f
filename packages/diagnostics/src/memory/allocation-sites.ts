import { fileURLToPath } from 'node:url';

/** A line that has allocated what is still alive. */
export interface AllocationSite {
  /** Of the function that allocates; empty for the top level of a module. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Estimated from samples: bytes on the heap that have been allocated here since the last look and are alive. */
  readonly bytes: number;
}

export interface ProfileNode {
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly selfSize: number;
  readonly children: readonly ProfileNode[];
}

/** Bytes between two samples on the average. */
export const SAMPLING_INTERVAL_BYTES = 8_192;
const TOP = 10;
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Bytes by line; what a library or Node allocates is put to the line of the program that called it. */
export function sitesOf(root: ProfileNode): Map<string, AllocationSite> {
  const sites = new Map<string, AllocationSite>();
  const visit = (node: ProfileNode, caller: AllocationSite | undefined): void => {
    const own = siteOf(node) ?? caller;
    if (own !== undefined && node.selfSize > 0) {
      const key = `${own.file}:${own.line}`;
      sites.set(key, { ...own, bytes: (sites.get(key)?.bytes ?? 0) + node.selfSize });
    }
    for (const child of node.children) visit(child, own);
  };
  visit(root, undefined);
  return sites;
}

/** What has grown most from one profile to the next. */
export function growthOf(before: ReadonlyMap<string, AllocationSite>, after: ReadonlyMap<string, AllocationSite>): AllocationSite[] {
  return [...after]
    .map(([key, site]) => ({ ...site, bytes: site.bytes - (before.get(key)?.bytes ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, TOP);
}

/** The program's own; what this package allocates while it watches is none of its business. */
function siteOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): AllocationSite | undefined {
  if (url === '' || url.startsWith('node:') || url.includes('/node_modules/')) return undefined;
  const file = url.startsWith('file://') ? fileURLToPath(url) : url;
  return file.startsWith(OWN_FOLDER) ? undefined : { name: functionName, file, line: lineNumber + 1, bytes: 0 };
}
