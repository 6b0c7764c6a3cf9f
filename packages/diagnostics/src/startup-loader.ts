import { markSource } from './startup/mark-source.js';

interface Loaded {
  readonly format?: string | null;
  readonly source?: string | ArrayBuffer | Uint8Array | null;
}

const parents = new Map<string, string | undefined>();

/** For Node 20, whose module hooks run in a thread of their own: they mark the sources, and can time nothing. */
export async function resolve(specifier: string, context: { parentURL?: string }, next: (specifier: string, context: object) => Promise<{ url: string }>): Promise<{ url: string }> {
  const result = await next(specifier, context);
  if (!parents.has(result.url)) parents.set(result.url, context.parentURL);
  return result;
}

export async function load(url: string, context: object, next: (url: string, context: object) => Promise<Loaded>): Promise<Loaded> {
  const result = await next(url, context);
  if (result.format !== 'module' || result.source === null || result.source === undefined) return result;
  const text = typeof result.source === 'string' ? result.source : new TextDecoder().decode(result.source);
  return { ...result, source: markSource(text, url, parents.get(url)) };
}
