import { spawnSync } from 'node:child_process';

/** What the machine lacks is said aloud and skips its tests; in CI it fails them. */
function isAvailable(what: string, command: string, ...args: string[]): boolean {
  if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return true;
  if (process.env['CI'] !== undefined) throw new Error(`${what} are not available here; CI has to have them`);
  console.warn(`SKIPPED: ${what} are not available here`);
  return false;
}

export const IN_NAMESPACE = ['--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Node 22.15 and 23.11 brought process.execve. */
export const hasExecve = spawnSync(process.env['TEST_NODE'] ?? process.execPath, ['-p', '"execve" in process'], { encoding: 'utf8' }).stdout === 'true\n';

export const hasNamespaces = isAvailable('unprivileged user namespaces', 'unshare', ...IN_NAMESPACE, 'true');
export const hasSanitizers = isAvailable('a C compiler with sanitizers', 'sh', '-c', 'echo "int main(void){return 0;}" | cc -fsanitize=address,undefined -x c -o /dev/null -');
