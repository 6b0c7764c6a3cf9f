import type { Session } from 'node:inspector';

export type Post = (method: string, params?: object) => Record<string, unknown>;

export interface LocalSession {
  readonly post: Post;
  readonly on: (event: string, listener: (message: { readonly params: never }) => void) => void;
}

/**
 * Asks V8 about this very thread, which needs neither a port nor a debugger. `undefined` where there is no inspector:
 * in a build without, or under Node's permission model.
 */
export function withLocalSession<T>(use: (session: LocalSession) => T): T | undefined {
  const session = connect();
  if (session === undefined) return undefined;
  try {
    return use({
      post: (method, params) => post(session, method, params),
      on: (event, listener) => void (session as NodeJS.EventEmitter).on(event, listener),
    });
  } finally {
    session.disconnect();
  }
}

function connect(): Session | undefined {
  try {
    const session = new (process.getBuiltinModule('node:inspector').Session)();
    session.connect();
    return session;
  } catch {
    return undefined;
  }
}

/** Answers come before `post` returns: the session is with the thread that asks. */
function post(session: Session, method: string, params: object | undefined): Record<string, unknown> {
  let answer: [error: Error | null, result: object] | undefined;
  session.post(method, params, (error: Error | null, result?: object) => (answer = [error, result ?? {}]));
  if (answer?.[0] != null) throw answer[0];
  return (answer?.[1] ?? {}) as Record<string, unknown>;
}
