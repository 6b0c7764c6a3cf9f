import { setTimeout as sleep } from 'node:timers/promises';
import { DiagnosticsError } from '../errors/diagnostics-error.js';
import { RemoteSession } from '../inspector/remote-session.js';
import { WebSocketClient } from '../inspector/websocket.js';
import { findTarget } from './target.js';
import { type OpenInspector, openInspector } from './open-inspector.js';
import { discoverInspector } from '../inspector/discover.js';

const OPEN_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;
/** Done when our connection is gone, and also where the event loop does not turn. */
const CLOSE_EXPRESSION = `process.getBuiltinModule('node:inspector').close()`;

/**
 * Opens the inspector of a live process on the loopback interface, uses it, and closes it again.
 *
 * @throws DiagnosticsError when the process cannot be asked.
 */
export async function attach<T>(pid: number, use: (session: RemoteSession) => Promise<T>): Promise<T> {
  const status = findTarget(pid);
  const inspector = await openInspector(pid, status, OPEN_TIMEOUT_MS);
  const session = new RemoteSession(await WebSocketClient.open(inspector.host, inspector.port, inspector.path));
  try {
    const answered = await session.evaluate<number>('process.pid');
    if (answered !== status.innerPid) throw new DiagnosticsError('inspector-taken', `process ${answered} answers on port ${inspector.port}, not process ${pid}.`);
    return await use(session);
  } finally {
    await detach(session, inspector);
  }
}

async function detach(session: RemoteSession, inspector: OpenInspector): Promise<void> {
  if (inspector.isOurs) session.evaluate(CLOSE_EXPRESSION).catch(() => {}); // its answer cannot come any more
  await session.close();
  if (!inspector.isOurs) return;
  const deadline = performance.now() + CLOSE_TIMEOUT_MS;
  while (performance.now() < deadline && (await discoverInspector(inspector.host, inspector.port)) !== undefined) await sleep(10);
}
