import { DiagnosticsError } from '../errors/diagnostics-error.js';
import { RemoteSession } from '../inspector/remote-session.js';
import { WebSocketClient } from '../inspector/websocket.js';
import { watchInterrupts } from './interrupts.js';
import { findTarget } from './target.js';
import { type OpenInspector, openInspector } from './open-inspector.js';

const OPEN_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;
const CLOSE = `process.getBuiltinModule('node:inspector').close()`;
/** Where the event loop does not turn by then, the inspector is closed from where the process computes. */
const TURN_TIMEOUT_MS = 500;

/**
 * Opens the inspector of a live process on the loopback interface, uses it, and closes it again.
 *
 * @throws DiagnosticsError when the process cannot be asked.
 */
export async function attach<T>(pid: number, use: (session: RemoteSession) => Promise<T>): Promise<T> {
  const status = findTarget(pid);
  const interrupts = watchInterrupts();
  try {
    const inspector = await openInspector(pid, status, OPEN_TIMEOUT_MS);
    const session = new RemoteSession(await WebSocketClient.open(inspector.host, inspector.port, inspector.path));
    try {
      const answered = await session.evaluate<number>('process.pid');
      if (answered !== status.innerPid) throw new DiagnosticsError('inspector-taken', `process ${answered} answers on port ${inspector.port}, not process ${pid}.`);
      return await Promise.race([use(session), interrupts.interrupted]);
    } finally {
      await detach(session, inspector);
    }
  } finally {
    interrupts.end();
  }
}

/**
 * The process closes its inspector, and with it our connection. To close the connection at the same time from here is a
 * race inside Node, which ended one process in ten by SIGSEGV (seen on Node 26).
 */
async function detach(session: RemoteSession, inspector: OpenInspector): Promise<void> {
  if (!inspector.isOurs) return session.close();
  for (const [expression, timeoutMs] of [[`setImmediate(() => ${CLOSE}), 0`, TURN_TIMEOUT_MS], [CLOSE, CLOSE_TIMEOUT_MS]] as const) {
    session.evaluate(expression).catch(() => {}); // the answer may not come any more
    if (await session.isOver(timeoutMs)) return;
  }
  await session.close();
}
