import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RemoteSession } from '../inspector/remote-session.js';
import type { Position } from '../resources/resource.js';

interface Paused {
  readonly callFrames: readonly { readonly functionName: string; readonly location: { readonly scriptId: string; readonly lineNumber: number } }[];
}

const PATIENCE_MS = 300;
const PAUSE_TIMEOUT_MS = 2_000;

/** Where the process computes, the innermost frame first, when its event loop does not turn; `undefined` when it does. */
export async function findBlock(session: RemoteSession): Promise<readonly Position[] | undefined> {
  const isTurning = await session.evaluatePromise<boolean>('new Promise((resolve) => setImmediate(resolve, true))', PATIENCE_MS).catch(() => false);
  return isTurning ? undefined : readStack(session);
}

/** A pause stops the process for as long as the stack takes to read: a millisecond or so. */
async function readStack(session: RemoteSession): Promise<Position[]> {
  const urls = new Map<string, string>();
  const onScript = ({ scriptId, url }: { scriptId: string; url: string }): void => void urls.set(scriptId, url);
  session.on('Debugger.scriptParsed', onScript);
  await session.post('Debugger.enable');
  try {
    const paused = once(session, 'Debugger.paused', { signal: AbortSignal.timeout(PAUSE_TIMEOUT_MS) }) as Promise<[Paused]>;
    paused.catch(() => {});
    await session.post('Debugger.pause');
    const [{ callFrames }] = await paused;
    return callFrames.flatMap(({ functionName: name, location }) => {
      const url = urls.get(location.scriptId) ?? '';
      if (url === '' || url.startsWith('node:')) return [];
      return [{ file: url.startsWith('file://') ? fileURLToPath(url) : url, line: location.lineNumber + 1, name }];
    });
  } catch {
    return []; // it went on meanwhile
  } finally {
    session.off('Debugger.scriptParsed', onScript);
    await session.post('Debugger.disable'); // and with it the process goes on
  }
}
