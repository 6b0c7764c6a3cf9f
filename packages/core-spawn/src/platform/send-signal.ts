/**
 * kill(2): false when there is nobody with this pid, or negative process group, that this user may signal.
 *
 * EPERM counts as nobody: it is a set-user-id program, and waiting for it would never end.
 */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}
