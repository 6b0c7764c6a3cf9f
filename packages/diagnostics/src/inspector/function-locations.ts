import { fileURLToPath } from 'node:url';
import type { Position } from '../resources/resource.js';
import { withLocalSession } from './local-session.js';
import { propertiesOf, toRemote } from './remote-object.js';

type AnyFunction = (...args: never[]) => unknown;
interface Location { readonly scriptId: string; readonly lineNumber: number }

/** Where functions are written; those of Node itself, and native ones, are left out. */
export function locateFunctions(functions: readonly AnyFunction[]): ReadonlyMap<AnyFunction, Position> {
  const found = new Map<AnyFunction, Position>();
  if (functions.length === 0) return found;
  withLocalSession(({ post, on }) => {
    const urls = new Map<string, string>();
    on('Debugger.scriptParsed', ({ params }) => {
      const { scriptId, url } = params as { scriptId: string; url: string };
      urls.set(scriptId, url);
    });
    post('Debugger.enable');
    try {
      for (const one of new Set(functions)) {
        const { internalProperties = [] } = propertiesOf(post, toRemote(post, one));
        const location = internalProperties.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as Location | undefined;
        const file = location && fileOf(urls.get(location.scriptId));
        if (file !== undefined) found.set(one, { file, line: location!.lineNumber + 1, name: one.name });
      }
    } finally {
      post('Debugger.disable');
    }
  });
  return found;
}

function fileOf(url: string | undefined): string | undefined {
  if (url === undefined || url === '' || url.startsWith('node:')) return undefined;
  return url.startsWith('file://') ? fileURLToPath(url) : url;
}
