/**
 * Replaces this process by another program, with the same pid, environment and stdio.
 *
 * Returns where node has no execve (it came with 22.15 and 23.11).
 */
export function becomeProgram(path: string, args: readonly string[]): void {
  const { execve } = process as { execve?: (path: string, args: readonly string[], env: NodeJS.ProcessEnv) => never };
  execve?.call(process, path, [path, ...args], process.env);
}

export function canBecomeProgram(): boolean {
  return 'execve' in process;
}
