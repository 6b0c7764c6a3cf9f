/** Runs a command for the user: where it cannot be started, says so and gives the exit code that a shell would. */
export async function runProgram(command: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    if (syscall?.startsWith('spawn') !== true) throw error;
    process.stderr.write(`childproof-diagnostics: cannot run ${command}: ${message}\n`);
    return code === 'ENOENT' ? 127 : 126;
  }
}
